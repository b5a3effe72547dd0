import { createPublicKey } from 'node:crypto'
import type { EndpointName } from '#fixtures/schema/profile.ts'
import { bend, type Members } from '#mocks/faults/bend.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { endpointUrl, type Issuer, personByUsername } from '../issuer.ts'
import { jsonReply, refused } from './answers.ts'
import { publishedKeys } from './key-names.ts'
import { parametersOf } from './parameters.ts'

const ENDPOINT_MEMBERS: readonly (readonly [member: string, endpoint: EndpointName])[] = [
  ['authorization_endpoint', 'authorization'],
  ['token_endpoint', 'token'],
  ['userinfo_endpoint', 'userinfo'],
  ['end_session_endpoint', 'endSession'],
  ['jwks_uri', 'jwks'],
  ['registration_endpoint', 'registration'],
  ['introspection_endpoint', 'introspection'],
  ['revocation_endpoint', 'revocation'],
  ['device_authorization_endpoint', 'deviceAuthorization'],
]

/** The software writes the members in no order at all. */
const discoveryDocument = (issuer: Issuer): Members => {
  const document: Members = { issuer: issuer.issuer }
  for (const [member, endpoint] of ENDPOINT_MEMBERS) {
    const url = endpointUrl(issuer, endpoint)
    if (url !== undefined) document[member] = url
  }
  return { ...document, ...issuer.profile.discovery.members }
}

export const discovery = (issuer: Issuer): Reply =>
  jsonReply(200, bend(issuer.faults.at('discovery'), discoveryDocument(issuer)))

/** RFC 7517; without `use`, since one key does for everything. */
export const jwks = (issuer: Issuer): Reply => {
  const keys = publishedKeys(issuer).map(({ key, name }) => {
    const { n, e } = createPublicKey(key.publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' })
    return { kty: 'RSA', e, kid: name, alg: 'RS256', n }
  })
  const reply = jsonReply(200, bend(issuer.faults.at('jwks'), { keys }))
  return { ...reply, headers: [['Content-Type', 'application/json;charset=ISO-8859-1']] }
}

const ISSUER = 'http://openid.net/specs/connect/1.0/issuer'

/** OpenID Connect Discovery 2: for the issuer itself and for its users. */
export const webfinger = (issuer: Issuer, call: Call): Reply => {
  const resource = parametersOf(call).get('resource')
  if (resource === undefined) return refused(issuer, { condition: 'webfinger.resource-missing' })
  const [, user = '', host] = /^acct:([^@]*)@(.*)$/.exec(resource) ?? []
  const ours = host === new URL(issuer.origin).host && personByUsername(issuer, user) !== undefined
  if (resource !== issuer.issuer && !ours) return refused(issuer, { condition: 'webfinger.unknown' })
  const reply = jsonReply(200, { subject: resource, links: [{ rel: ISSUER, href: issuer.issuer }] })
  return { ...reply, headers: [['Content-Type', 'application/jrd+json;charset=ISO-8859-1']] }
}
