import { createPrivateKey } from 'node:crypto'
import { type Claims, signHmac, signRs256 } from '#mocks/wire/jwt.ts'
import type { RelyingPartyOptions } from './options.ts'
import { unguessable } from './sessions.ts'

type Named = Readonly<Record<string, string>>

export interface Identity {
  readonly headers: Named
  readonly form: Named
}

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Seconds for which an assertion holds. */
const LIFETIME = 60

const formEncoded = (value: string): string => encodeURIComponent(value).replaceAll('%20', '+')

/** RFC 7523 section 3; for the issuer, as OpenID Connect Core 1.0 section 9 came to be read. */
const claimsOf = ({ clientId, issuer, now = Date.now }: RelyingPartyOptions): Claims => {
  const iat = Math.floor(now() / 1000)
  return { iss: clientId, sub: clientId, aud: issuer, jti: unguessable(), iat, exp: iat + LIFETIME }
}

const byAssertion = (client_assertion: string): Identity => ({
  headers: {},
  form: { client_assertion_type: ASSERTION, client_assertion },
})

const signed = (options: RelyingPartyOptions): Identity | undefined => {
  const { auth, privateKey, secret } = options
  if (auth === 'private_key_jwt' && privateKey) {
    const key = createPrivateKey({ key: privateKey, format: 'jwk' })
    const { kid } = privateKey
    return byAssertion(signRs256({ alg: 'RS256', ...(kid === undefined ? {} : { kid }) }, claimsOf(options), key))
  }
  if (auth !== 'client_secret_jwt' || secret === undefined) return undefined
  return byAssertion(signHmac({ alg: 'HS256' }, claimsOf(options), secret))
}

/** How the client says who it is (RFC 6749 section 2.3.1, RFC 7523 section 2.2). */
export const identity = (options: RelyingPartyOptions): Identity => {
  const { clientId, secret, auth = 'client_secret_basic' } = options
  const assertion = signed(options)
  if (assertion) return assertion
  if (secret === undefined) return { headers: {}, form: { client_id: clientId } }
  if (auth === 'client_secret_post') return { headers: {}, form: { client_id: clientId, client_secret: secret } }
  const pair = `${formEncoded(clientId)}:${formEncoded(secret)}`
  return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, form: {} }
}
