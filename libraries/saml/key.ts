import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A key of RSA-2048 and its certificate, made in `folder`, by their paths. */
export const makeKey = (folder: string): { readonly key: string; readonly certificate: string } => {
  const [key, certificate] = [join(folder, 'sp.key'), join(folder, 'sp.crt')]
  const made = ['-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '30']
  execFileSync('openssl', ['req', '-x509', ...made, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
  return { key, certificate }
}

/** Base64 without the lines around it, as metadata has it. */
export const certificateText = (path: string): string => readFileSync(path, 'utf8').replace(/-----.*?-----|\s/g, '')
