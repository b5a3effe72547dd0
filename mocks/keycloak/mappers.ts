import type { Profile } from '#fixtures/schema/profile.ts'
import type { MapperRepresentation } from './representation.ts'
import { isAtLeast, type KeycloakVersion } from './version.ts'

type Claim = Profile['claims'][string]

/** The user attribute that holds the subject identifier; no profile may name one of its own so. */
export const subjectAttribute = 'aai.subject'

/** The attribute of a service account that holds the client_id for which it stands. */
export const clientAttribute = 'aai.client'

/** Keycloak keeps these four in columns of their own, whatever the attributes of a user say. */
const ownColumns: ReadonlySet<string> = new Set(['username', 'email', 'firstName', 'lastName'])

/** Where a claim's value stands among the attributes of a user. */
export const attributeFor = (from: string): string => {
  if (from === 'subject') return subjectAttribute
  return ownColumns.has(from) && from !== 'email' ? `aai.${from}` : from
}

const jsonTypes: Readonly<Record<Claim['type'], string>> = {
  string: 'String',
  'string-array': 'String',
  boolean: 'boolean',
  number: 'long',
}

const places: Readonly<Record<Claim['in'][number], string>> = {
  id_token: 'id.token.claim',
  access_token: 'access.token.claim',
  userinfo: 'userinfo.token.claim',
  introspection: 'introspection.token.claim',
}

const switchesFor = (wanted: readonly Claim['in'][number][]): Record<string, string> => {
  const switches: Record<string, string> = {}
  for (const [place, name] of Object.entries(places)) switches[name] = String(wanted.some((each) => each === place))
  return switches
}

const mapper = (
  name: string,
  protocolMapper: string,
  config: Readonly<Record<string, string>>,
): MapperRepresentation => ({ name, protocol: 'openid-connect', protocolMapper, config })

const everywhere = ['id_token', 'access_token', 'userinfo', 'introspection'] as const

const claimMapper = (name: string, claim: Claim): MapperRepresentation =>
  mapper(name, 'oidc-usermodel-attribute-mapper', {
    'user.attribute': attributeFor(claim.from),
    'claim.name': name,
    'jsonType.label': jsonTypes[claim.type],
    multivalued: String(claim.type === 'string-array'),
    ...switchesFor(claim.in),
  })

/** Mappers for those of the named claims that the profile defines; `sub` every client has. */
export const claimMappers = (profile: Profile, names: readonly string[]): readonly MapperRepresentation[] =>
  names.flatMap((name) => {
    const claim = profile.claims[name]
    return claim === undefined || name === 'sub' ? [] : [claimMapper(name, claim)]
  })

const noteMapper = (
  claim: string,
  note: string,
  type: 'String' | 'long',
  wanted: readonly Claim['in'][number][],
): MapperRepresentation =>
  mapper(claim, 'oidc-usersessionmodel-note-mapper', {
    'user.session.note': note,
    'claim.name': claim,
    'jsonType.label': type,
    ...switchesFor(wanted),
  })

/**
 * What every token of an academic AAI states whatever the scope: whom it is about, when and how they logged in.
 * They hang on the client, because each client scope would show in `scopes_supported`.
 */
export const clientMappers = (profile: Profile, version: KeycloakVersion): readonly MapperRepresentation[] => [
  claimMapper('sub', { from: 'subject', type: 'string', in: [...everywhere] }),
  // To Keycloak openid is no client scope.
  ...claimMappers(profile, profile.scopes.openid?.claims ?? []),
  mapper('acr', 'oidc-acr-mapper', switchesFor(['id_token', 'access_token', 'introspection'])),
  // Until 25 the token itself states it.
  ...(isAtLeast(version, 25)
    ? [noteMapper('auth_time', 'AUTH_TIME', 'long', ['id_token', 'access_token', 'introspection'])]
    : []),
]

/**
 * Which client acts for itself, and from where. At userinfo the notes of its session are gone, its attributes are not.
 * The names are Keycloak's: until 24 it would otherwise make its own at the first token, and two first ones collide.
 */
export const serviceMappers = (): readonly MapperRepresentation[] => [
  { ...claimMapper('client_id', { from: clientAttribute, type: 'string', in: [...everywhere] }), name: 'Client ID' },
  ...Object.entries({ clientHost: 'Client Host', clientAddress: 'Client IP Address' }).map(([claim, name]) => ({
    ...noteMapper(claim, claim, 'String', ['id_token', 'access_token', 'introspection']),
    name,
  })),
]

/** Names other clients in the `aud` of access tokens, by their client_id. */
export const audienceMappers = (clientIds: readonly string[]): readonly MapperRepresentation[] =>
  clientIds.map((clientId) =>
    mapper(`audience ${clientId}`, 'oidc-audience-mapper', {
      'included.client.audience': clientId,
      ...switchesFor(['access_token', 'introspection']),
    }),
  )
