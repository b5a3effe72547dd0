import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { FaultBook } from '#mocks/op/fault-book.ts'
import type { Clock } from '#mocks/wire/clock.ts'
import { type DecodedJwt, decodeJwt, verifiesHmac, verifiesRs256 } from '#mocks/wire/jwt.ts'
import type { Caller } from './caller.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import type { ApiRefusal, Looking } from './refusal.ts'

export interface JwtOptions {
  /** Compared to the letter. */
  readonly issuer: string
  readonly jwksUri: string
  /** The API itself, as tokens name it. */
  readonly audience: string
  /** Values of `typ` in the header, or in the claims, that an access token may have. */
  readonly types: { readonly header?: readonly string[]; readonly claim?: readonly string[] }
  /** Seconds from iat to exp; a longer life is not agreed. */
  readonly longest?: number
}

/** Seconds by which clocks may differ. */
const LEEWAY = 5

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** What the header says, as a library takes it that asks nobody. */
const verifiesAsSaid = (jwt: DecodedJwt, key: KeyObject): boolean => {
  const alg = String(jwt.header.alg)
  if (/^none$/i.test(alg)) return true
  if (!alg.startsWith('HS')) return verifiesRs256(jwt, key)
  return verifiesHmac(jwt, alg, key.export({ type: 'spki', format: 'pem' }).toString())
}

const embeddedKey = (header: DecodedJwt['header']): KeyObject | undefined => {
  try {
    return createPublicKey({ key: header.jwk as JsonWebKey, format: 'jwk' })
  } catch {
    return undefined
  }
}

const keysFor = async (jwt: DecodedJwt, keys: IssuerKeys, faults: FaultBook): Promise<readonly KeyObject[]> => {
  const own = faults.skips('api.embedded-key') ? embeddedKey(jwt.header) : undefined
  const published = await keys.find(jwt.header.kid)
  return own ? [...published, own] : published
}

const signatureRefusal = async (
  jwt: DecodedJwt,
  keys: IssuerKeys,
  faults: FaultBook,
  look: Looking,
): Promise<ApiRefusal | undefined> => {
  const { alg } = jwt.header
  const unsigned = alg === undefined || /^none$/i.test(String(alg))
  const refused = look('api.unsigned', unsigned) ?? look('api.algorithm', !unsigned && alg !== 'RS256')
  if (refused) return refused
  const all = await keysFor(jwt, keys, faults)
  return look('api.key', !all.some((key) => verifiesAsSaid(jwt, key)))
}

const isOfType = ({ header, claims }: DecodedJwt, { types }: JwtOptions): boolean => {
  const named = types.header === undefined || types.header.includes(String(header.typ))
  // What a header calls critical has to be understood (RFC 7515 section 4.1.11), and nothing is.
  return named && header.crit === undefined && (types.claim === undefined || types.claim.includes(String(claims.typ)))
}

const timeRefusal = ({ claims }: DecodedJwt, longest: number | undefined, now: number, look: Looking) => {
  const { exp, nbf, iat } = claims
  const early = [nbf, iat].some((from) => isNumber(from) && from > now + LEEWAY)
  const span = isNumber(exp) && isNumber(iat) ? exp - iat : Number.POSITIVE_INFINITY
  return (
    look('api.expiry-missing', !isNumber(exp)) ??
    look('api.expired', isNumber(exp) && exp + LEEWAY <= now) ??
    look('api.not-yet', early) ??
    look('api.lifetime', isNumber(exp) && longest !== undefined && span > longest)
  )
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const callerIn = ({ claims }: DecodedJwt): Caller => {
  const client = text(claims.client_id) ?? text(claims.azp)
  const user = text(claims.sub)
  return {
    // A system is its own subject.
    ...(user === undefined || user === client ? {} : { user }),
    secondaryIds: [],
    ...(client === undefined ? {} : { client }),
    scopes: text(claims.scope)?.split(' ') ?? [],
  }
}

/** RFC 9068 section 4, for tokens signed with RS256. */
export const verifyingTokens =
  (options: JwtOptions, keys: IssuerKeys, now: Clock, faults: FaultBook) =>
  async (token: string, look: Looking): Promise<Caller | ApiRefusal> => {
    const jwt = decodeJwt(token)
    if (!jwt) return { condition: 'api.token-malformed' }
    const { claims } = jwt
    return (
      (await signatureRefusal(jwt, keys, faults, look)) ??
      look('api.type', !isOfType(jwt, options)) ??
      look('api.issuer', claims.iss !== options.issuer) ??
      look('api.audience', ![claims.aud].flat().includes(options.audience)) ??
      timeRefusal(jwt, options.longest, now() / 1000, look) ??
      callerIn(jwt)
    )
  }
