import { bend, type Members } from '#mocks/faults/bend.ts'
import { json, type Reply } from '#mocks/wire/message.ts'
import { type KeyCertificate, selfSignedCertificate } from '#mocks/wire/tls.ts'
import type { Issuer } from '../issuer.ts'
import type { RsaKey } from '../keys.ts'

/** Making a certificate takes longer than any request: once for a key, and only when somebody looks at the keys. */
const made = new WeakMap<RsaKey, Promise<KeyCertificate>>()

const certificateOf = (issuer: Issuer, key: RsaKey): Promise<KeyCertificate> => {
  const realm = issuer.basePath.slice(issuer.basePath.lastIndexOf('/') + 1)
  const found = made.get(key) ?? selfSignedCertificate(key, realm, issuer.now)
  made.set(key, found)
  return found
}

/** RFC 7517, with the certificate members that Keycloak publishes, in the order in which it does. */
const jwk = async (issuer: Issuer, key: RsaKey, use: 'sig' | 'enc'): Promise<Members> => {
  const { n, e } = key.publicKey.export({ format: 'jwk' })
  const certificate = await certificateOf(issuer, key)
  const head = { kid: key.kid, kty: 'RSA', alg: use === 'sig' ? 'RS256' : 'RSA-OAEP', use }
  const certificateFirst = issuer.dialect.switches.jwkCertificateFirst === true
  return certificateFirst ? { ...head, ...certificate, n, e } : { ...head, n, e, ...certificate }
}

export const certs = async (issuer: Issuer): Promise<Reply> => {
  const keys = await Promise.all(issuer.keys.published.map(({ key, use }) => jwk(issuer, key, use)))
  return json(200, bend(issuer.faults.at('jwks'), { keys }), [['Cache-Control', 'no-cache']])
}
