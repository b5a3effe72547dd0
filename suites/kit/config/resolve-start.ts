import { dirname, resolve } from 'node:path'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { unknownAmong } from '../targets/placeholders.ts'
import type { StartService } from '../targets/start-service.ts'
import type { Place } from './place.ts'
import type { ServiceEntry } from './schema-service.ts'

type Entry = Pick<ServiceEntry, 'start' | 'login' | 'port' | 'issuer'>

/** What a service of some protocol may be told, and what it has to be told to find us; for sentences, too. */
export interface Telling {
  readonly placeholders: readonly string[]
  readonly needed: readonly string[]
  /** `its issuer` */
  readonly whom: string
}

/** Texts in which the service is told what it has to know. */
const toldIn = ({ start }: Entry): readonly string[] =>
  start === undefined ? [] : [...[start.command].flat(), ...Object.values(start.environment ?? {})]

export const tells = (entry: Entry, names: readonly string[]): boolean =>
  names.some((name) => toldIn(entry).some((text) => text.includes(`{${name}}`)))

const inBraces = (names: readonly string[]): readonly string[] => names.map((name) => `{${name}}`)

/** How it is started; nothing where it runs already. */
export const startOf = (
  { file, at }: Place,
  entry: Entry,
  { placeholders, needed, whom }: Telling,
): { readonly start?: StartService } => {
  const refusal = (sentence: string) => new ConfigurationError(`${file.name}: ${at}${sentence}`)
  const { start, login, port } = entry
  if (!start) {
    if (port !== undefined && port !== 0) return {}
    throw refusal(` has neither start nor port: add port, so that the service can know ${whom} beforehand, or start.`)
  }
  const unknown = toldIn(entry)
    .map((text) => unknownAmong(placeholders, text))
    .find((name) => name !== undefined)
  if (unknown !== undefined) {
    throw refusal(
      `.start names {${unknown}}, which nothing stands for: there are ${inBraces(placeholders).join(', ')}.`,
    )
  }
  if (!port && entry.issuer === undefined && !tells(entry, needed)) {
    throw refusal(
      `.start does not tell the service ${whom}: add a variable with ${inBraces(needed).join(' or ')}, or a port.`,
    )
  }
  const { command, cwd = '.', environment = {}, ready = login, patience = 60 } = start
  const made: StartService = {
    command,
    cwd: resolve(dirname(file.path), cwd),
    environment,
    ready,
    patience,
    source: `${file.name}: ${at}.start`,
  }
  return { start: made }
}
