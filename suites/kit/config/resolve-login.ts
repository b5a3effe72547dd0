import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { DriverName } from '../target.ts'
import type { ServiceSeed } from '../target-service.ts'
import type { Place } from './place.ts'
import type { ServiceEntry } from './schema-service.ts'

type Entry = Pick<ServiceEntry, 'login' | 'loginForm' | 'loginClick' | 'whoami' | 'driver'>
type Beginning = Pick<ServiceSeed, 'login' | 'loginForm' | 'loginClick'>

export const beginningOf = ({ file, at }: Place, { login, loginForm, loginClick }: Entry): Beginning => {
  if (loginForm !== undefined && loginClick !== undefined) {
    throw new ConfigurationError(`${file.name}: ${at} has both loginForm and loginClick: choose.`)
  }
  const form = loginForm === undefined ? {} : { loginForm }
  return { login, ...form, ...(loginClick === undefined ? {} : { loginClick }) }
}

/** What only a real browser does. */
const browsersOwn = ({ whoami, loginClick }: Entry): string | undefined =>
  whoami?.storage ? 'whoami.storage' : loginClick === undefined ? undefined : 'loginClick'

export const driverOf = ({ file, at }: Place, entry: Entry): { readonly driver?: DriverName } => {
  const member = browsersOwn(entry)
  if (member === undefined) return entry.driver ? { driver: entry.driver } : {}
  if (entry.driver !== 'http') return { driver: 'browser' }
  throw new ConfigurationError(
    `${file.name}: ${at}.driver is http, and ${member} needs a real browser: make it browser, or leave it out.`,
  )
}
