import type { Client, ClientAuthMethod } from '#fixtures/schema/client.ts'
import type { Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { publicKeysOf } from '../op/client-keys.ts'
import { subjectOf } from '../op/played-profile.ts'
import { insert, type SqlValue } from './sql.ts'

const methods: Readonly<Record<ClientAuthMethod, string>> = {
  client_secret_basic: 'SECRET_BASIC',
  client_secret_post: 'SECRET_POST',
  client_secret_jwt: 'SECRET_JWT',
  private_key_jwt: 'PRIVATE_KEY',
  none: 'NONE',
}

/** Token exchange is not among them: OpenAIRE had added its own. */
const grantTypes: Readonly<Partial<Record<Client['grants'][number], string>>> = {
  code: 'authorization_code',
  implicit: 'implicit',
  refresh: 'refresh_token',
  'client-credentials': 'client_credentials',
  'device-code': 'urn:ietf:params:oauth:grant-type:device_code',
}

const registration = ({ lifetimes, refresh }: Profile, client: Client, id: number): Record<string, SqlValue> => {
  const keys = publicKeysOf(client)
  return {
    id,
    client_id: client.clientId,
    client_secret: client.secret,
    client_name: client.title,
    dynamically_registered: false,
    access_token_validity_seconds: lifetimes.accessToken,
    id_token_validity_seconds: lifetimes.idToken,
    // All of its refresh tokens are for offline access.
    refresh_token_validity_seconds: lifetimes.offlineToken || undefined,
    device_code_validity_seconds: lifetimes.deviceCode,
    allow_introspection: client.auth !== 'none',
    reuse_refresh_tokens: !refresh.rotation,
    token_endpoint_auth_method: methods[client.auth],
    jwks: keys.length > 0 ? JSON.stringify({ keys }) : undefined,
    code_challenge_method: client.pkce,
  }
}

/** Whoever is on the list of its administrator is not asked for approval. */
const approvedBeforehand = (client: Client, scopes: readonly string[], id: number): readonly string[] =>
  client.consent
    ? []
    : [
        insert('whitelisted_site', { id, creator_user_id: 'admin', client_id: client.clientId }),
        ...scopes.map((scope) => insert('whitelisted_site_scope', { owner_id: id, scope })),
      ]

const clientRows = (profile: Profile, client: Client, id: number): readonly string[] => {
  const scopes = client.scopes ?? Object.keys(profile.scopes)
  const grants = client.grants.flatMap((grant) => grantTypes[grant] ?? [])
  return [
    insert('client_details', registration(profile, client, id)),
    ...scopes.map((scope) => insert('client_scope', { owner_id: id, scope })),
    ...client.redirectUris.map((uri) => insert('client_redirect_uri', { owner_id: id, redirect_uri: uri })),
    ...client.postLogoutRedirectUris.map((uri) =>
      insert('client_post_logout_redirect_uri', { owner_id: id, post_logout_redirect_uri: uri }),
    ),
    ...grants.map((grant) => insert('client_grant_type', { owner_id: id, grant_type: grant })),
    ...approvedBeforehand(client, scopes, id),
  ]
}

const text = (value: Person['attributes'][string] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

const personRows = (profile: Profile, person: Person): readonly string[] => {
  const { username, password, attributes } = person
  return [
    insert('users', { username, password, enabled: true }),
    insert('authorities', { username, authority: 'ROLE_USER' }),
    insert('user_info', {
      sub: subjectOf(profile, person),
      preferred_username: username,
      name: text(attributes.name),
      given_name: text(attributes.given_name),
      family_name: text(attributes.family_name),
      email: text(attributes.email),
      email_verified: attributes.email_verified === true || attributes.email_verified === 'true',
    }),
  ]
}

/** The scripts with which it fills its database at every start, by the names of the web application's own. */
export const seedOf = (profile: Profile): Readonly<Record<'clients.sql' | 'users.sql' | 'scopes.sql', string>> => ({
  'clients.sql': Object.values(profile.clients)
    .flatMap((client, index) => clientRows(profile, client, index + 1))
    .join(''),
  'users.sql': Object.values(profile.people)
    .flatMap((person) => personRows(profile, person))
    .join(''),
  'scopes.sql': Object.entries(profile.scopes)
    .map(([scope, { consent }]) =>
      insert('system_scope', { scope, description: consent ?? scope, restricted: false, default_scope: false }),
    )
    .join(''),
})
