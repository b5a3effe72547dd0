import { existsSync } from 'node:fs'

/** Where Debian puts it: apache2-bin, and the packages of the modules. */
export const apache = { program: '/usr/sbin/apache2', modules: '/usr/lib/apache2/modules' } as const

export const hasApache = (): boolean =>
  existsSync(apache.program) && existsSync(`${apache.modules}/mod_auth_openidc.so`)
