import { createPublicKey, type JsonWebKey, type KeyObject, verify as verifies } from 'node:crypto'
import { type Claims, type DecodedJwt, decodeJwt, verifiesHmac, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { readJson, repeatedName } from '#mocks/wire/read-json.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import type { Eyes } from './looks.ts'

export type PublishedKey = JsonWebKey & { readonly kid?: string; readonly use?: string }

const NONE = new Refusal('id-token', 'Refused: the ID token is none.')

/** As a reader for whom the first of two members of one name counts. */
const firstOf = (text: string, name: string): Claims => {
  const renamed = readJson(text.replace(`"${name}"`, '"the first"')) as Claims
  return { ...renamed, [name]: renamed['the first'] }
}

const claimsIn = (payload: string, eyes: Eyes): Claims => {
  const text = Buffer.from(payload, 'base64url').toString('utf8')
  const name = repeatedName(text)
  eyes.look('doubled', name !== undefined)
  return name === undefined ? (readJson(text) as Claims) : firstOf(text, name)
}

/** The parts of a token; throws a Refusal. Who does not count them takes the first three. */
export const readToken = (token: string, eyes: Eyes): DecodedJwt => {
  const parts = token.split('.')
  eyes.look('form', parts.length !== 3 || !parts.every((part) => /^[\w-]*$/.test(part)))
  const [head = '', payload = '', signature = ''] = parts
  const jwt = decodeJwt(`${head}.${payload}.${signature}`)
  if (!jwt) throw NONE
  return { ...jwt, claims: claimsIn(payload, eyes) }
}

const keyOf = (jwk: JsonWebKey): KeyObject | undefined => {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}

const isUnsigned = ({ header: { alg } }: DecodedJwt): boolean => /^(none)?$/i.test(String(alg ?? ''))

/** As a library that does what the header says: nothing for none, an HMAC with whatever is at hand. */
const verifiesAsSaid = (jwt: DecodedJwt, key: KeyObject, secret = ''): boolean => {
  const alg = String(jwt.header.alg)
  if (!alg.startsWith('HS')) return verifies('sha256', Buffer.from(jwt.input), key, jwt.signature)
  const pem = key.export({ type: 'spki', format: 'pem' }).toString()
  const secrets = [pem, JSON.stringify(key.export({ format: 'jwk' })), secret]
  return secrets.some((each) => verifiesHmac(jwt, alg, each))
}

const candidates = (
  { header: { kid } }: DecodedJwt,
  keys: readonly PublishedKey[],
  eyes: Eyes,
): readonly KeyObject[] => {
  const signing = keys.filter(({ use }) => use === undefined || use === 'sig')
  const named = signing.filter((key) => kid === undefined || key.kid === undefined || key.kid === kid)
  if (eyes.has('keys-by-name') && kid === undefined) return []
  eyes.look('key-id', named.length === 0)
  return (named.length === 0 ? signing : named).flatMap((key) => keyOf(key) ?? [])
}

/** Whether it is signed as it has to be, with one of the keys; throws a Refusal. `secret` is the client’s. */
export const checkSignature = (
  jwt: DecodedJwt,
  keys: readonly PublishedKey[],
  secret: string | undefined,
  eyes: Eyes,
): void => {
  eyes.look('algorithm', jwt.header.alg !== 'RS256')
  eyes.look('critical', jwt.header.crit !== undefined)
  if (eyes.has('signature') || (eyes.has('keys-optional') && keys.length === 0)) return
  if (eyes.has('algorithm') && isUnsigned(jwt)) return
  const fits = (key: KeyObject): boolean =>
    eyes.has('algorithm') ? verifiesAsSaid(jwt, key, secret) : verifiesRs256(jwt, key)
  eyes.look('signature', !candidates(jwt, keys, eyes).some(fits))
}
