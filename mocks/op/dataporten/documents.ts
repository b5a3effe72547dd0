import type { EndpointName } from '#fixtures/schema/profile.ts'
import { bend, type Members } from '#mocks/faults/bend.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'
import { jsonReply } from './json.ts'
import { named, publishedKeys } from './key-names.ts'

const ENDPOINT_MEMBERS: readonly (readonly [member: string, endpoint: EndpointName])[] = [
  ['authorization_endpoint', 'authorization'],
  ['token_endpoint', 'token'],
  ['userinfo_endpoint', 'userinfo'],
  ['end_session_endpoint', 'endSession'],
  ['jwks_uri', 'jwks'],
]

const CACHED = [['Cache-Control', 'max-age=3600']] as const

const discoveryDocument = (issuer: Issuer): Members => {
  const urls = ENDPOINT_MEMBERS.flatMap(([member, endpoint]) => {
    const url = endpointUrl(issuer, endpoint)
    return url === undefined ? [] : [[member, url] as const]
  })
  return { issuer: issuer.issuer, ...Object.fromEntries(urls), ...issuer.profile.discovery.members }
}

export const discovery = (issuer: Issuer): Reply =>
  jsonReply(issuer, 200, bend(issuer.faults.at('discovery'), discoveryDocument(issuer)), CACHED)

/** Without names the keys have no purpose and no algorithm either, as they were published of old. */
export const jwks = (issuer: Issuer): Reply => {
  const keys = publishedKeys(issuer).map((key) => {
    const { n, e } = key.publicKey.export({ format: 'jwk' })
    const { kid } = named(issuer, key)
    return kid === undefined ? { kty: 'RSA', n, e } : { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e }
  })
  return jsonReply(issuer, 200, bend(issuer.faults.at('jwks'), { keys }), CACHED)
}
