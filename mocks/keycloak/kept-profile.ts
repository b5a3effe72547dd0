import { type KeycloakLine, keycloakLines } from '#fixtures/keycloak/lines.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { JsonObject, JsonValue } from '../profiles/json.ts'
import { ConfigurationError } from '../wire/configuration-error.ts'
import { audiencesOf } from './audiences.ts'
import type { KeycloakVersion } from './version.ts'

/** What is known of a release's line. Throws a ConfigurationError for a line that nobody looked at. */
export const lineOf = ({ text, numbers }: KeycloakVersion): KeycloakLine => {
  const found = keycloakLines.find(({ major }) => major === numbers[0])
  if (found) return found
  const known = keycloakLines.map(({ release }) => release).join(' or ')
  throw new ConfigurationError(`Nothing is recorded of Keycloak ${text}: choose a release of the line of ${known}.`)
}

const discoveryOf = (profile: Profile, line: KeycloakLine): JsonObject => {
  const served: Record<string, JsonValue> = { ...line.discovery, scopes_supported: scopesOf(profile) }
  const gone = Object.keys(profile.discovery.members).filter((member) => !(member in served))
  return { ...Object.fromEntries(gone.map((member) => [member, null])), ...served }
}

const scopesOf = (profile: Profile): readonly string[] => [
  'openid',
  ...Object.keys(profile.scopes).filter((name) => name !== 'openid'),
]

type Place = Profile['claims'][string]['in'][number]

const placesOf = (places: readonly Place[], line: KeycloakLine): readonly Place[] =>
  line.introspectsMore || places.includes('access_token') ? places : places.filter((place) => place !== 'introspection')

export interface Keeping {
  /** Name or path of the profile onto which this one is laid. */
  readonly base: string
  /** Name or path. */
  readonly dialect: string
  readonly line: KeycloakLine
  readonly origin: string
}

/** The dialect of a line, and what the published release gets wrong beside it. */
export const keptDialect = ({ release, dialect, switches, quirks }: KeycloakLine): JsonObject => ({
  id: `keycloak-${release.replaceAll('.', '-')}`,
  title: `Keycloak ${release}, as published`,
  machine: 'keycloak',
  extends: dialect,
  switches,
  quirks,
})

/**
 * A profile's document as a published Keycloak keeps it, to be laid over `base` (a profile's name or path):
 * what upstream lacks or has beside the federation's build is data of its line. `dialect` names that of `keptDialect`.
 */
export const keptProfile = (profile: Profile, { base, dialect, line, origin }: Keeping): JsonObject => ({
  extends: base,
  id: `${profile.id}-keycloak-${line.major}`,
  title: `${profile.title}, kept by Keycloak ${line.major}`,
  environment: 'other',
  dialect,
  issuer: origin + new URL(profile.issuer).pathname,
  // Nobody was moved to it.
  predecessor: null,
  // Its own identity provider is another than the one in front of it at the federation.
  saml: null,
  discovery: { members: discoveryOf(profile, line) },
  offers: [...new Set([...profile.offers, ...line.brings])].filter(
    (feature) => feature !== 'saml' && !line.lacks.includes(feature),
  ),
  claims: Object.fromEntries(
    Object.entries(profile.claims).map(([name, claim]) => [name, { in: placesOf(claim.in, line) }]),
  ),
  // Upstream knows neither a lifetime of ID tokens nor refresh tokens for offline_access only.
  lifetimes: { ...profile.lifetimes, idToken: profile.lifetimes.accessToken },
  refresh: { needsOfflineAccess: false },
  tokens: { refreshToken: { form: 'hmac-jwt', alg: line.refreshAlg } },
  clients: audiencesOf(profile, line),
})
