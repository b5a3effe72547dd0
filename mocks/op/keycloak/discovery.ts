import type { EndpointName } from '#fixtures/schema/profile.ts'
import { bend, type Members } from '#mocks/faults/bend.ts'
import { json, type Reply } from '#mocks/wire/message.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'

type Place = readonly [member: string, endpoint: EndpointName, before?: string]

/** Members that name endpoints, each with the one that follows it in Keycloak's document: the first have none. */
const ENDPOINT_MEMBERS: readonly Place[] = [
  ['authorization_endpoint', 'authorization'],
  ['token_endpoint', 'token'],
  ['introspection_endpoint', 'introspection'],
  ['userinfo_endpoint', 'userinfo'],
  ['end_session_endpoint', 'endSession'],
  ['jwks_uri', 'jwks', 'grant_types_supported'],
  ['check_session_iframe', 'checkSession', 'grant_types_supported'],
  ['registration_endpoint', 'registration', 'token_endpoint_auth_methods_supported'],
  ['revocation_endpoint', 'revocation', 'revocation_endpoint_auth_methods_supported'],
  ['device_authorization_endpoint', 'deviceAuthorization', 'backchannel_token_delivery_modes_supported'],
  [
    'backchannel_authentication_endpoint',
    'backchannelAuthentication',
    'backchannel_authentication_request_signing_alg_values_supported',
  ],
  ['pushed_authorization_request_endpoint', 'pushedAuthorization', 'authorization_response_iss_parameter_supported'],
]

const ALIASED: readonly (readonly [member: string, endpoint: EndpointName])[] = [
  ['token_endpoint', 'token'],
  ['revocation_endpoint', 'revocation'],
  ['introspection_endpoint', 'introspection'],
  ['device_authorization_endpoint', 'deviceAuthorization'],
  ['registration_endpoint', 'registration'],
  ['userinfo_endpoint', 'userinfo'],
  ['pushed_authorization_request_endpoint', 'pushedAuthorization'],
  ['backchannel_authentication_endpoint', 'backchannelAuthentication'],
]

const urlsOf = (issuer: Issuer, named: readonly (readonly [string, EndpointName, string?])[]): Members =>
  Object.fromEntries(
    named.flatMap(([member, endpoint]) => {
      const url = endpointUrl(issuer, endpoint)
      return url === undefined ? [] : [[member, url]]
    }),
  )

/** RFC 8705 section 5: the same addresses once more, as Keycloak has it. */
const aliases = (issuer: Issuer): Members =>
  'tls_client_certificate_bound_access_tokens' in issuer.profile.discovery.members
    ? { mtls_endpoint_aliases: urlsOf(issuer, ALIASED) }
    : {}

export const discoveryDocument = (issuer: Issuer): Members => {
  const { members } = issuer.profile.discovery
  const before = (member: string): readonly Place[] => ENDPOINT_MEMBERS.filter(([, , follower]) => follower === member)
  const placeless = ENDPOINT_MEMBERS.filter(([, , follower]) => follower !== undefined && !(follower in members))
  const last = 'authorization_response_iss_parameter_supported'
  const document: Members = {
    issuer: issuer.issuer,
    ...urlsOf(
      issuer,
      ENDPOINT_MEMBERS.filter(([, , follower]) => follower === undefined),
    ),
  }
  for (const [name, value] of Object.entries(members)) {
    Object.assign(document, urlsOf(issuer, before(name)), name === last ? aliases(issuer) : {}, { [name]: value })
  }
  return { ...document, ...urlsOf(issuer, placeless), ...(last in members ? {} : aliases(issuer)) }
}

export const discovery = async (issuer: Issuer): Promise<Reply> =>
  json(200, bend(issuer.faults.at('discovery'), discoveryDocument(issuer)), [
    ['Cache-Control', 'no-cache, must-revalidate, no-transform, no-store'],
  ])

/** What adapters of old read before discovery was invented; people use it to see whether a realm is there. */
export const realmPage = async (issuer: Issuer): Promise<Reply> => {
  const { active } = issuer.keys
  const reply = json(
    200,
    {
      realm: issuer.basePath.slice(issuer.basePath.lastIndexOf('/') + 1),
      public_key: active.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      'token-service': `${issuer.issuer}/protocol/openid-connect`,
      'account-service': `${issuer.issuer}/account`,
      'tokens-not-before': 0,
    },
    [['Cache-Control', 'no-cache']],
  )
  if (issuer.dialect.switches.formsUncached !== true) return reply
  const others = reply.headers.filter(([name]) => name !== 'Content-Type')
  return { ...reply, headers: [['Content-Type', 'application/json;charset=UTF-8'], ...others] }
}
