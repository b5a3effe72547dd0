import { randomBytes } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Client } from '#fixtures/schema/client.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { CommandFlow } from '../target-command.ts'
import type { OwnCommand } from '../targets/command.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import { commandPlaceholders, unknownAmong } from '../targets/placeholders.ts'
import { below, fromEnvironment, type Place } from './place.ts'
import type { CommandEntry } from './schema-command.ts'

const refusal = ({ file, at }: Place, sentence: string) => new ConfigurationError(`${file.name}: ${at}${sentence}`)

/** Grants that go with a flow; who only introspects needs none. */
const GRANTS: Readonly<Record<CommandFlow, Client['grants']>> = {
  device: ['device-code', 'refresh'],
  exchange: ['token-exchange'],
  'client-credentials': ['client-credentials'],
  introspection: [],
}

/** Programs of these flows are handed a token of somebody's. */
const TAKES_TOKEN: readonly CommandFlow[] = ['exchange', 'introspection']

const toldIn = ({ command, environment = {} }: CommandEntry): readonly string[] => [
  ...[command].flat(),
  ...Object.values(environment),
]

const tells = (entry: CommandEntry, name: string): boolean => toldIn(entry).some((text) => text.includes(`{${name}}`))

const secretOf = (place: Place, entry: CommandEntry, auth: Client['auth']): Pick<Client, 'secret'> => {
  const { secret } = entry.client
  if (auth === 'none') return {}
  if (secret !== undefined) return { secret: fromEnvironment(below(place, 'secret'), secret) }
  if (tells(entry, 'client_secret')) return { secret: randomBytes(24).toString('base64url') }
  throw refusal(
    place,
    ' has no secret, and nothing tells the program one: add secret, {client_secret} in environment, or auth: none.',
  )
}

const clientOf = (place: Place, entry: CommandEntry): Client => {
  const { clientId, auth = 'client_secret_basic', scopes, pkce } = entry.client
  if (auth === 'private_key_jwt') {
    throw refusal(place, '.auth is private_key_jwt, which is not played for programs yet: choose another method.')
  }
  return {
    title: entry.title ?? 'The program',
    clientId,
    auth,
    ...secretOf(place, entry, auth),
    redirectUris: [],
    postLogoutRedirectUris: [],
    grants: GRANTS[entry.flow],
    // Whoever is never asked cannot refuse.
    consent: entry.flow === 'device',
    ...(scopes ? { scopes } : {}),
    ...(pkce ? { pkce } : {}),
  }
}

const patternOf = (place: Place, prints: string): string => {
  try {
    if (new RegExp(`${prints}|`, 'm').exec('')?.length !== 1) return prints
  } catch {
    throw refusal(place, `.prints is ${prints}, which is no regular expression: correct it.`)
  }
  throw refusal(place, `.prints is ${prints}, which has no group: put the name in brackets, Signed in as (\\S+).`)
}

/** What the program has to know, and nothing that nobody stands for. */
const checkTold = (place: Place, entry: CommandEntry): void => {
  const unknown = toldIn(entry)
    .map((text) => unknownAmong(commandPlaceholders, text))
    .find((name) => name !== undefined)
  if (unknown !== undefined) {
    const known = commandPlaceholders.map((name) => `{${name}}`).join(', ')
    throw refusal(place, ` names {${unknown}}, which nothing stands for: there are ${known}.`)
  }
  if (!entry.port && !tells(entry, 'issuer') && !tells(entry, 'discovery')) {
    throw refusal(place, ' does not tell the program its issuer: add a variable with {issuer}, or a port.')
  }
  if (TAKES_TOKEN.includes(entry.flow) && !tells(entry, 'access_token')) {
    throw refusal(place, ` uses the flow ${entry.flow}: hand the program a token by {access_token}.`)
  }
}

/** A program as a target: an issuer of ours that is there for it alone. */
export const resolveCommand = (place: Place, id: string, entry: CommandEntry): EmbeddedTarget => {
  checkTold(place, entry)
  const { flow, command, cwd = '.', environment = {}, prints, is, audiences = [], patience = 30 } = entry
  const own: OwnCommand = {
    flow,
    registration: clientOf(below(place, 'client'), entry),
    program: { command, cwd: resolve(dirname(place.file.path), cwd), environment },
    audiences,
    patience,
    ...(prints === undefined ? {} : { prints: patternOf(place, prints) }),
    ...(is === undefined ? {} : { is }),
  }
  return {
    kind: 'embedded',
    id,
    title: entry.title ?? `Program "${id}"`,
    profile: loadProfile(entry.profile, dirname(place.file.path)),
    command: own,
    source: `${place.file.name}: ${place.at}`,
    ...(entry.port === undefined ? {} : { port: entry.port }),
    ...(entry.driver ? { driver: entry.driver } : {}),
    ...(entry.https ? { tls: true } : {}),
  }
}
