import type { Client } from '#fixtures/schema/client.ts'
import type { EndpointName, Feature, Profile } from '#fixtures/schema/profile.ts'
import type { Problem } from './explain.ts'
import { didYouMean } from './nearest.ts'

const endpointsFor: Partial<Record<Feature, readonly EndpointName[]>> = {
  code: ['authorization', 'token', 'jwks'],
  implicit: ['authorization', 'jwks'],
  hybrid: ['authorization', 'token', 'jwks'],
  refresh: ['token'],
  userinfo: ['userinfo'],
  'userinfo-post': ['userinfo'],
  introspection: ['introspection'],
  revocation: ['revocation'],
  logout: ['endSession'],
  'device-code': ['deviceAuthorization', 'deviceVerification', 'token'],
  'client-credentials': ['token'],
  'token-exchange': ['token'],
  'jwt-exchange': ['token', 'jwks'],
  registration: ['registration'],
}

const featureOfAuth: Readonly<Record<Client['auth'], Feature>> = {
  client_secret_basic: 'client-secret-basic',
  client_secret_post: 'client-secret-post',
  client_secret_jwt: 'client-secret-jwt',
  private_key_jwt: 'private-key-jwt',
  none: 'public-clients',
}

/** Copied from the real document, these would send a service under test to the real issuer. */
const derived = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'introspection_endpoint',
  'userinfo_endpoint',
  'end_session_endpoint',
  'jwks_uri',
  'check_session_iframe',
  'registration_endpoint',
  'revocation_endpoint',
  'device_authorization_endpoint',
  'backchannel_authentication_endpoint',
  'pushed_authorization_request_endpoint',
  'mtls_endpoint_aliases',
]

const unknown = (kind: string, name: string, known: readonly string[]): string =>
  `"${name}" is no ${kind} of this profile${didYouMean(name, known)}: add it to "${kind}s" or take it out here`

const scopesAgree = ({ scopes, claims }: Profile): Problem[] =>
  Object.entries(scopes).flatMap(([name, scope]) =>
    scope.claims.flatMap((claim, index) =>
      claim in claims
        ? []
        : [{ path: ['scopes', name, 'claims', index], sentence: unknown('claim', claim, Object.keys(claims)) }],
    ),
  )

const endpointsAgree = ({ offers, endpoints }: Profile): Problem[] =>
  offers.flatMap((feature, index) =>
    (endpointsFor[feature] ?? [])
      .filter((name) => endpoints[name] === undefined)
      .map((name) => ({
        path: ['offers', index],
        sentence: `"${feature}" is offered without the endpoint it needs: add "endpoints.${name}" or take the offer out`,
      })),
  )

const samlAgrees = ({ offers, saml }: Profile): Problem[] => {
  const index = offers.indexOf('saml')
  if (index >= 0 === (saml !== undefined)) return []
  if (saml === undefined) {
    const sentence = '"saml" is offered without an identity provider: add the section "saml" or take the offer out'
    return [{ path: ['offers', index], sentence }]
  }
  return [
    { path: ['saml'], sentence: 'An identity provider that is not offered is not tested: add "saml" to "offers"' },
  ]
}

const credentialOf = (client: Client): string | undefined => {
  if (client.auth === 'none') return undefined
  if (client.auth !== 'private_key_jwt') return client.secret === undefined ? '"secret"' : undefined
  return client.privateKey === undefined && client.jwks === undefined ? '"privateKey" or "jwks"' : undefined
}

const clientAgrees = (profile: Profile, role: string, client: Client): Problem[] => {
  const problems: Problem[] = []
  const credential = credentialOf(client)
  if (credential !== undefined) {
    const sentence = `The client "${role}" cannot use ${client.auth} without ${credential}: add it or change "auth"`
    problems.push({ path: ['clients', role, 'auth'], sentence })
  }
  const feature = featureOfAuth[client.auth]
  if (!profile.offers.includes(feature)) {
    const sentence = `The client "${role}" needs "${feature}", which the profile does not offer: add it to "offers" or change "auth"`
    problems.push({ path: ['clients', role, 'auth'], sentence })
  }
  for (const [index, grant] of client.grants.entries()) {
    if (profile.offers.includes(grant)) continue
    const sentence = `The client "${role}" has the grant "${grant}", which the profile does not offer: add it to "offers" or take it out here`
    problems.push({ path: ['clients', role, 'grants', index], sentence })
  }
  const known = Object.keys(profile.scopes)
  for (const [index, scope] of (client.scopes ?? []).entries()) {
    if (!known.includes(scope))
      problems.push({ path: ['clients', role, 'scopes', index], sentence: unknown('scope', scope, known) })
  }
  const roles = Object.keys(profile.clients)
  for (const [index, other] of (client.audience ?? []).entries()) {
    if (!roles.includes(other))
      problems.push({ path: ['clients', role, 'audience', index], sentence: unknown('client', other, roles) })
  }
  return problems
}

/** Two roles with one identifier would be one client, or one user, in the provider. */
const distinct = (
  shelf: 'clients' | 'people',
  member: string,
  entries: readonly (readonly [string, string])[],
): Problem[] => {
  const owners = new Map<string, string>()
  return entries.flatMap(([role, value]) => {
    const owner = owners.get(value)
    if (owner === undefined) {
      owners.set(value, role)
      return []
    }
    const sentence = `"${owner}" and "${role}" have the same ${member} "${value}": change one`
    return [{ path: [shelf, role, member], sentence }]
  })
}

const discoveryAgrees = ({ discovery }: Profile): Problem[] =>
  derived
    .filter((member) => member in discovery.members)
    .map((member) => ({
      path: ['discovery', 'members', member],
      sentence: `"${member}" is made from "issuer" and "endpoints": take it out here`,
    }))

/** What is wrong between the members of a profile that are right one by one. */
export const disagreements = (profile: Profile): readonly Problem[] => [
  ...scopesAgree(profile),
  ...endpointsAgree(profile),
  ...discoveryAgrees(profile),
  ...samlAgrees(profile),
  ...Object.entries(profile.clients).flatMap(([role, client]) => clientAgrees(profile, role, client)),
  ...distinct(
    'clients',
    'clientId',
    Object.entries(profile.clients).map(([role, { clientId }]) => [role, clientId]),
  ),
  ...distinct(
    'people',
    'username',
    Object.entries(profile.people).map(([role, { username }]) => [role, username]),
  ),
]
