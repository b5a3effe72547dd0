import type { Client, ClientAuthMethod } from '#fixtures/schema/client.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { publicKeysOf } from '../op/client-keys.ts'
import { isFineGrained, permissionId } from './exchange-permissions.ts'
import { audienceMappers, clientMappers, serviceMappers } from './mappers.ts'
import type { ClientRepresentation } from './representation.ts'
import type { KeycloakVersion } from './version.ts'

const authenticators: Readonly<Record<ClientAuthMethod, string | undefined>> = {
  client_secret_basic: 'client-secret',
  client_secret_post: 'client-secret',
  client_secret_jwt: 'client-secret-jwt',
  private_key_jwt: 'client-jwt',
  none: undefined,
}

const grants = (client: Client, grant: Client['grants'][number]): boolean => client.grants.includes(grant)

const attributesOf = (client: Client): Record<string, string> => {
  const keys = publicKeysOf(client)
  const attributes: Record<string, string | undefined> = {
    // A dash forbids all; absent, the redirect URIs would do.
    'post.logout.redirect.uris': client.postLogoutRedirectUris.join('##') || '-',
    'pkce.code.challenge.method': client.pkce,
    // Only the federations' fork ties refresh tokens to offline_access; upstream knows all or none.
    'use.refresh.tokens': String(grants(client, 'refresh')),
    'oauth2.device.authorization.grant.enabled': String(grants(client, 'device-code')),
    // From 26.2.
    'standard.token.exchange.enabled': String(grants(client, 'token-exchange')),
    // From 26.6, which otherwise takes only tokens that name the caller as audience.
    'allow.token.introspection.without.audience.check': 'true',
    'use.jwks.string': keys.length > 0 ? 'true' : undefined,
    'jwks.string': keys.length > 0 ? JSON.stringify({ keys }) : undefined,
    // From 26.6, which holds a client to one of the two.
    'client.secret.authentication.allowed.method':
      client.auth.endsWith('_basic') || client.auth.endsWith('_post') ? client.auth : undefined,
  }
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Client scopes that a client gets whether it asks or not, and those it may ask for. */
const scopesOf = (profile: Profile, client: Client): { readonly always: string[]; readonly onRequest: string[] } => {
  const own = (client.scopes ?? Object.keys(profile.scopes)).filter((name) => name !== 'openid')
  const isAlways = (name: string): boolean => profile.scopes[name]?.always === true
  const refreshable = (name: string): boolean => name !== 'offline_access' || grants(client, 'refresh')
  return {
    always: Object.keys(profile.scopes).filter(isAlways),
    onRequest: own.filter((name) => !isAlways(name) && refreshable(name)),
  }
}

const audienceOf = ({ clients }: Profile, { audience = [] }: Client): readonly string[] =>
  audience.flatMap((role) => clients[role]?.clientId ?? [])

/** A registration as Keycloak imports it. */
export const clientRepresentation = (
  profile: Profile,
  client: Client,
  version: KeycloakVersion,
): ClientRepresentation => {
  const { always, onRequest } = scopesOf(profile, client)
  const isService = grants(client, 'client-credentials')
  return {
    ...(isFineGrained(version) ? { id: permissionId(client) } : {}),
    clientId: client.clientId,
    name: client.title,
    enabled: true,
    protocol: 'openid-connect',
    publicClient: client.auth === 'none',
    clientAuthenticatorType: authenticators[client.auth],
    secret: client.secret,
    redirectUris: client.redirectUris,
    webOrigins: ['+'],
    standardFlowEnabled: grants(client, 'code'),
    implicitFlowEnabled: grants(client, 'implicit'),
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: isService,
    consentRequired: client.consent,
    // The role that offline_access asks for must reach the token.
    fullScopeAllowed: true,
    frontchannelLogout: false,
    attributes: attributesOf(client),
    defaultClientScopes: always,
    optionalClientScopes: onRequest,
    protocolMappers: [
      ...clientMappers(profile, version),
      ...(isService ? serviceMappers() : []),
      ...audienceMappers(audienceOf(profile, client)),
    ],
  }
}
