import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type FoundNginx = { readonly executable: string } | { readonly missing: string }

export interface NginxPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly isExecutable: (path: string) => boolean
}

/** Debian keeps it where the PATH of most users does not lead. */
const USUAL = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin', '/usr/local/nginx/sbin']

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const HINT = 'install it (apt install nginx), or set AAI_NGINX to its path; AAI_NGINX=model plays its limits without it'

/** An NGINX to start: the one that AAI_NGINX names, or an installed one. */
export const findNginx = ({ environment, isExecutable }: NginxPlaces): FoundNginx => {
  const named = environment.AAI_NGINX
  if (named) {
    return isExecutable(named)
      ? { executable: named }
      : { missing: `AAI_NGINX names ${named}, which is no program: correct or unset it.` }
  }
  const folders = [...(environment.PATH ?? '').split(delimiter).filter(Boolean), ...USUAL]
  const executable = folders.map((folder) => join(folder, 'nginx')).find(isExecutable)
  return executable ? { executable } : { missing: `Needs NGINX: ${HINT}.` }
}

/** On this machine. */
export const nginxHere = (): FoundNginx => findNginx({ environment: process.env, isExecutable: canRun })
