import { createPublicKey } from 'node:crypto'
import type { EndpointName } from '#fixtures/schema/profile.ts'
import { bend, type Members } from '#mocks/faults/bend.ts'
import { json, type Reply } from '#mocks/wire/message.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'
import type { RsaKey } from '../keys.ts'

/** Members of the discovery document that name endpoints, in Keycloak's order relative to the others. */
const ENDPOINT_MEMBERS: Readonly<Record<string, EndpointName>> = {
  authorization_endpoint: 'authorization',
  token_endpoint: 'token',
  introspection_endpoint: 'introspection',
  userinfo_endpoint: 'userinfo',
  end_session_endpoint: 'endSession',
  jwks_uri: 'jwks',
  check_session_iframe: 'checkSession',
  registration_endpoint: 'registration',
  revocation_endpoint: 'revocation',
  device_authorization_endpoint: 'deviceAuthorization',
  backchannel_authentication_endpoint: 'backchannelAuthentication',
  pushed_authorization_request_endpoint: 'pushedAuthorization',
}

const ALIASED = [
  'token_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'device_authorization_endpoint',
  'registration_endpoint',
  'userinfo_endpoint',
  'pushed_authorization_request_endpoint',
  'backchannel_authentication_endpoint',
] as const

const endpoints = (issuer: Issuer): Members => {
  const named: Members = {}
  for (const [member, endpoint] of Object.entries(ENDPOINT_MEMBERS)) {
    const url = endpointUrl(issuer, endpoint)
    if (url !== undefined) named[member] = url
  }
  return named
}

export const discoveryDocument = (issuer: Issuer): Members => {
  const named = endpoints(issuer)
  const aliases = Object.fromEntries(ALIASED.flatMap((member) => (member in named ? [[member, named[member]]] : [])))
  return {
    issuer: issuer.issuer,
    ...named,
    ...issuer.profile.discovery.members,
    ...('tls_client_certificate_bound_access_tokens' in issuer.profile.discovery.members
      ? { mtls_endpoint_aliases: aliases }
      : {}),
  }
}

export const discovery = async (issuer: Issuer): Promise<Reply> =>
  json(200, bend(issuer.faults.at('discovery'), discoveryDocument(issuer)), [
    ['Cache-Control', 'no-cache, must-revalidate, no-transform, no-store'],
  ])

/** RFC 7517, with the certificate members that Keycloak publishes. */
const jwk = async ({ key, use }: { key: RsaKey; use: 'sig' | 'enc' }): Promise<Members> => {
  const { n, e } = createPublicKey(key.publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' })
  return { kid: key.kid, kty: 'RSA', alg: use === 'sig' ? 'RS256' : 'RSA-OAEP', use, n, e }
}

export const certs = async (issuer: Issuer): Promise<Reply> => {
  const keys = await Promise.all(issuer.keys.published.map(jwk))
  const faults = issuer.faults.at('jwks')
  return json(200, bend(faults, { keys }), [['Cache-Control', 'no-cache']])
}
