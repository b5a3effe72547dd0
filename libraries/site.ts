// A site of Apache in a folder of its own: nothing of the machine's configuration is read, nothing is left behind.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { apache } from './apache.ts'

/** Gone with the process. */
export const folder = mkdtempSync(join(tmpdir(), 'aai-apache-'))

export const writeFiles = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

export interface Site {
  readonly origin: string
  readonly modules: readonly string[]
  /** By their paths below the folder; what is shown lies in `pages`. */
  readonly files: Readonly<Record<string, string>>
  readonly directives: string
}

const log = join(folder, 'error.log')

const configurationOf = ({ origin, modules, directives }: Site): string => {
  const { host, port } = new URL(origin)
  return `
ServerRoot "${folder}"
ServerName ${host}
UseCanonicalName On
PidFile "${folder}/apache.pid"
Mutex file:${folder}
ErrorLog "${log}"
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module ${apache.modules}/mod_${name}.so`).join('\n')}
DocumentRoot "${folder}/pages"
${directives}
`
}

const ended = async (child: ChildProcess): Promise<number | null> =>
  child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))

/** Until it is asked to end, or one of those beside it does; the process ends as Apache did. */
export const runSite = async (site: Site, beside: readonly ChildProcess[] = []): Promise<never> => {
  writeFiles({ 'apache.conf': configurationOf(site), ...site.files })
  const server = spawn(apache.program, ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'], { stdio: 'inherit' })
  const all = [server, ...beside]
  const endings = all.map(ended)
  const stop = (): void => {
    for (const child of all) child.kill('SIGTERM')
  }
  process.on('SIGTERM', stop)
  await Promise.race(endings)
  stop()
  const [code] = await Promise.all(endings)
  if (code && existsSync(log)) console.error(readFileSync(log, 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  process.exit(code ?? 1)
}
