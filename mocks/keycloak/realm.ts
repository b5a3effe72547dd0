import type { Profile } from '#fixtures/schema/profile.ts'
import { ConfigurationError } from '../wire/configuration-error.ts'
import { withAudiences } from './audiences.ts'
import { exchangePermissions, managementRoles } from './exchange-permissions.ts'
import { lineOf } from './kept-profile.ts'
import { claimMappers } from './mappers.ts'
import { clientRepresentation } from './realm-client.ts'
import { offlineRole, serviceAccount, userRepresentation } from './realm-user.ts'
import type { ComponentRepresentation, RealmRepresentation, ScopeRepresentation } from './representation.ts'
import { isAtLeast, type KeycloakVersion } from './version.ts'

/** Where an issuer of Keycloak stands: `/auth/realms/openaire` is the realm `openaire` under the path `/auth`. */
export interface RealmPlace {
  /** Path under which the server lives; empty at the root. */
  readonly relativePath: string
  readonly realm: string
}

/** Throws a ConfigurationError when the profile's issuer is no realm of a Keycloak. */
export const realmPlace = (profile: Profile): RealmPlace => {
  const found = /^(.*)\/realms\/([^/]+)$/.exec(new URL(profile.issuer).pathname)
  if (found?.[1] === undefined || found[2] === undefined) {
    throw new ConfigurationError(
      `The issuer of profile ${profile.id}, ${profile.issuer}, is no realm of a Keycloak: choose a profile whose issuer ends in /realms/<name>.`,
    )
  }
  return { relativePath: found[1], realm: decodeURIComponent(found[2]) }
}

const shownAs = (consent: string | undefined): Record<string, string> =>
  consent === undefined
    ? { 'display.on.consent.screen': 'false' }
    : { 'display.on.consent.screen': 'true', 'consent.screen.text': consent }

const clientScopes = (profile: Profile): readonly ScopeRepresentation[] =>
  Object.entries(profile.scopes)
    .filter(([name]) => name !== 'openid')
    .map(([name, scope]) => ({
      name,
      protocol: 'openid-connect',
      attributes: { 'include.in.token.scope': 'true', ...shownAs(scope.consent) },
      protocolMappers: claimMappers(profile, scope.claims),
    }))

const everybody = { view: ['admin', 'user'], edit: ['admin', 'user'] }

/** From 24 on, attributes that no user profile declares are dropped unless it says otherwise. */
const userProfile: ComponentRepresentation = {
  providerId: 'declarative-user-profile',
  config: {
    'kc.user.profile.config': [
      JSON.stringify({
        attributes: ['username', 'email', 'firstName', 'lastName'].map((name) => ({ name, permissions: everybody })),
        unmanagedAttributePolicy: 'ENABLED',
      }),
    ],
  },
}

/** Seconds; Keycloak wants a number where a profile says that an offline token has no expiry. */
const offlineIdle = 2_592_000

const lifetimes = ({ lifetimes: of, refresh }: Profile) => ({
  accessTokenLifespan: of.accessToken,
  accessTokenLifespanForImplicitFlow: of.accessToken,
  accessCodeLifespan: of.code,
  accessCodeLifespanLogin: of.login,
  ssoSessionIdleTimeout: of.refreshToken,
  ssoSessionMaxLifespan: of.session,
  offlineSessionIdleTimeout: of.offlineToken || offlineIdle,
  offlineSessionMaxLifespanEnabled: of.offlineToken > 0,
  offlineSessionMaxLifespan: of.offlineToken || offlineIdle,
  oauth2DeviceCodeLifespan: of.deviceCode,
  oauth2DevicePollingInterval: of.deviceInterval,
  revokeRefreshToken: refresh.rotation,
  refreshTokenMaxReuse: 0,
})

/** A profile as a realm that `kc.sh start --import-realm` takes, with its clients and people and their test secrets. */
export const realmOf = (written: Profile, version: KeycloakVersion): RealmRepresentation => {
  const profile = withAudiences(written, lineOf(version))
  const scopes = clientScopes(profile)
  const clients = Object.values(profile.clients)
  const isAlways = (name: string): boolean => profile.scopes[name]?.always === true
  const permissions = exchangePermissions(profile, version)
  return {
    realm: realmPlace(profile).realm,
    displayName: profile.title,
    enabled: true,
    sslRequired: 'external',
    registrationAllowed: false,
    // Two test users share an address.
    loginWithEmailAllowed: false,
    duplicateEmailsAllowed: true,
    bruteForceProtected: false,
    defaultSignatureAlgorithm: profile.tokens.idToken.alg,
    ...lifetimes(profile),
    roles: {
      realm: [{ name: offlineRole }],
      client: Object.fromEntries(
        permissions.map(({ clientId }) => [clientId, managementRoles.map((name) => ({ name }))]),
      ),
    },
    clientScopes: scopes,
    defaultDefaultClientScopes: scopes.map(({ name }) => name).filter(isAlways),
    defaultOptionalClientScopes: scopes.map(({ name }) => name).filter((name) => !isAlways(name)),
    clients: [...clients.map((client) => clientRepresentation(profile, client, version)), ...permissions],
    users: [
      ...Object.values(profile.people).map((person) => userRepresentation(profile, person)),
      ...clients
        .filter(({ grants }) => grants.includes('client-credentials'))
        .map((client) => serviceAccount(profile, client)),
    ],
    ...(isAtLeast(version, 24)
      ? { components: { 'org.keycloak.userprofile.UserProfileProvider': [userProfile] } }
      : {}),
  }
}
