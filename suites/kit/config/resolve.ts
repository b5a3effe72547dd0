import { dirname } from 'node:path'
import type { Profile } from '#fixtures/schema/profile.ts'
import { onOrigin } from '#mocks/op/played-profile.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { TargetClient, TargetUser } from '../target.ts'
import type { ConfiguredTarget } from '../targets/configured.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import { privateJwk } from './keys.ts'
import { below, type Environment, fromEnvironment, fromFile, type Place } from './place.ts'
import type { ReadConfiguration } from './read.ts'
import { redirectUrisOf } from './redirect-uris.ts'
import { resolveApi } from './resolve-api.ts'
import { resolveCommand } from './resolve-command.ts'
import { resolveDocument } from './resolve-document.ts'
import { resolveIdp } from './resolve-idp.ts'
import { mannersOf } from './resolve-manners.ts'
import { samlOf } from './resolve-saml.ts'
import { resolveSamlService } from './resolve-saml-service.ts'
import { resolveService } from './resolve-service.ts'
import type { ClientEntry, ProviderEntry } from './schema.ts'

export type TargetConfiguration = ConfiguredTarget | EmbeddedTarget

const keyOf = (place: Place, reference: string): Readonly<Record<string, unknown>> => {
  const isVariable = reference.startsWith('${')
  const key = privateJwk(isVariable ? fromEnvironment(place, reference) : fromFile(place, reference))
  if (key) return key
  throw new ConfigurationError(
    `${place.file.name}: ${place.at} holds no private key: make it a JWK with its private half, or a PEM file.`,
  )
}

const clientOf = (place: Place, entry: ClientEntry, role: string, profile: Profile): TargetClient => {
  const { clientId, pkce, asks, scopes } = entry
  const uris = redirectUrisOf(entry, role, profile)
  if (!uris) {
    throw new ConfigurationError(
      `${place.file.name}: ${place.at} has no redirectUri, and the profile knows none of ${clientId}: add one that is registered.`,
    )
  }
  const secret = entry.secret && fromEnvironment(below(place, 'secret'), entry.secret)
  const privateKey = entry.privateKey && keyOf(below(place, 'privateKey'), entry.privateKey)
  const auth = entry.auth ?? (privateKey ? 'private_key_jwt' : secret ? 'client_secret_basic' : 'none')
  const lacking =
    auth === 'none' ? undefined : auth === 'private_key_jwt' ? !privateKey && 'privateKey' : !secret && 'secret'
  if (lacking) throw new ConfigurationError(`${place.file.name}: ${place.at} uses ${auth}: add ${lacking}.`)
  return {
    clientId,
    ...uris,
    auth,
    ...(secret ? { secret } : {}),
    ...(privateKey ? { privateKey } : {}),
    ...(pkce ? { pkce } : {}),
    ...(asks ? { asks } : {}),
    ...(scopes ? { scopes } : {}),
  }
}

const mapped = <T, U>(record: Readonly<Record<string, T>>, map: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))

/** The registrations of the profile, with the scopes that this target has for them. */
const registrationsOf = ({ clients }: Profile, configured: ProviderEntry['clients']): Profile['clients'] =>
  mapped(clients, (client, role) => {
    const scopes = configured[role]?.scopes
    return scopes ? { ...client, scopes: [...scopes] } : client
  })

const configuredTarget = async (place: Place, id: string, entry: ProviderEntry): Promise<ConfiguredTarget> => {
  const profile = await loadProfile(entry.profile, dirname(place.file.path))
  const users = mapped(entry.users, (user, role): TargetUser => {
    const password = fromEnvironment(below(place, `users.${role}.password`), user.password)
    return { username: user.username, password, attributes: user.attributes ?? {} }
  })
  const saml = samlOf(below(place, 'saml'), entry.saml, profile, entry.issuer)
  return {
    kind: 'configured',
    id,
    issuer: entry.issuer,
    profile: {
      ...onOrigin(profile, new URL(entry.issuer).origin),
      issuer: entry.issuer,
      clients: registrationsOf(profile, entry.clients),
    },
    clients: mapped(entry.clients, (client, role) => clientOf(below(place, `clients.${role}`), client, role, profile)),
    users,
    ...(saml ? { saml } : {}),
    ...mannersOf(place, entry, profile, entry.issuer),
  }
}

const checkRelations = ({ name, content: { targets } }: ReadConfiguration): void => {
  for (const [id, entry] of Object.entries(targets)) {
    const predecessor = 'predecessor' in entry ? entry.predecessor : undefined
    const pair = 'pair' in entry ? entry.pair : undefined
    for (const [member, other] of Object.entries({ pair, predecessor })) {
      if (other === undefined || other in targets) continue
      throw new ConfigurationError(
        `${name}: targets.${id}.${member} is "${other}", and there is no such target: add it.`,
      )
    }
  }
}

/** All targets of a configuration, with the files and variables that they name read. */
export const resolveTargets = async (
  file: ReadConfiguration,
  environment: Environment,
): Promise<readonly TargetConfiguration[]> => {
  checkRelations(file)
  const place = (id: string): Place => ({ file, environment, at: `targets.${id}` })
  const entries = Object.entries(file.content.targets)
  const issuers: Record<string, TargetConfiguration> = {}
  for (const [id, entry] of entries) {
    if (entry.kind === 'provider') issuers[id] = await configuredTarget(place(id), id, entry)
    if (entry.kind === 'idp') issuers[id] = await resolveIdp(place(id), id, entry)
    if (entry.kind === 'embedded') {
      issuers[id] = { ...entry, id, profile: await loadProfile(entry.profile, dirname(file.path)) }
    }
  }
  return entries.flatMap(([id, entry]) => {
    if (entry.kind === 'service') {
      const saml = entry.protocol === 'saml'
      return [saml ? resolveSamlService(place(id), id, entry) : resolveService(place(id), id, entry)]
    }
    if (entry.kind === 'command') return [resolveCommand(place(id), id, entry)]
    if ('file' in entry) return [resolveDocument(place(id), id, entry)]
    return entry.kind === 'api' ? [resolveApi(place(id), id, entry, issuers)] : (issuers[id] ?? [])
  })
}
