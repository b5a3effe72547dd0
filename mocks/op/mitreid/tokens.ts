import { createHash, randomUUID } from 'node:crypto'
import type { FaultPlace } from '#fixtures/schema/fault.ts'
import { bend } from '#mocks/faults/bend.ts'
import { type Claims, signingInput, signRs256 } from '#mocks/wire/jwt.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import { uuidOf } from '../identifiers.ts'
import type { Issuer } from '../issuer.ts'
import { lengthened } from '../lengthen.ts'
import { signedAt } from '../signed.ts'
import type { Holder } from './holder.ts'
import { signingKey } from './key-names.ts'

export interface Span {
  readonly iat: number
  readonly exp?: number
}

const sign = (issuer: Issuer, place: FaultPlace, clientId: string, claims: Claims): string => {
  const { key, name } = signingKey(issuer)
  const named = { ...key, kid: name }
  return signedAt(issuer, place, { clientId, header: { kid: name, alg: 'RS256' }, claims, key: named })
}

const personal = (issuer: Issuer, place: 'id_token' | 'access_token', { accountId, scope }: Holder): Claims => {
  const person = issuer.people.get(accountId ?? '')
  return person && accountId !== undefined ? claimsFor(issuer.profile, place, scopesOf(scope), person, accountId) : {}
}

/** The published release names the user in an access token as they log in. */
const accessSubject = (issuer: Issuer, holder: Holder): string =>
  (issuer.dialect.switches.accessTokenNamesLogin === true && issuer.people.get(holder.accountId ?? '')?.username) ||
  subjectOfHolder(holder)

/** Who the token stands for: a user, or a client under its own name. */
export const subjectOfHolder = ({ accountId, clientId }: Holder): string => accountId ?? clientId

export const accessToken = (issuer: Issuer, id: string, holder: Holder, { iat, exp }: Span): string =>
  sign(issuer, 'access-token', holder.clientId, {
    sub: accessSubject(issuer, holder),
    ...(holder.audienceAsked === undefined ? {} : { aud: holder.audienceAsked }),
    azp: holder.clientId,
    iss: issuer.issuer,
    exp,
    iat,
    jti: uuidOf(id),
    ...personal(issuer, 'access_token', holder),
  })

/** The left half of the hash (OpenID Connect Core 3.1.3.6). */
const halfHash = (value: string): string =>
  createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')

/** Nothing about the user but who it is: the rest is at userinfo. `accessToken` is hashed in only in the front channel. */
export const idToken = (issuer: Issuer, holder: Holder, iat: number, accessToken?: string): string =>
  sign(issuer, 'id-token', holder.clientId, {
    sub: subjectOfHolder(holder),
    aud: holder.clientId,
    ...(holder.maxAge === undefined ? {} : { auth_time: holder.authTime }),
    kid: signingKey(issuer).name,
    iss: issuer.issuer,
    exp: iat + issuer.profile.lifetimes.idToken,
    iat,
    ...(holder.nonce === undefined ? {} : { nonce: holder.nonce }),
    ...(accessToken === undefined ? {} : { at_hash: halfHash(accessToken) }),
    jti: randomUUID(),
    ...personal(issuer, 'id_token', holder),
  })

/** What userinfo says, as a token for the client: for whoever asks for one. */
export const userinfoToken = (issuer: Issuer, clientId: string, iat: number, claims: Claims): string => {
  const { key, name } = signingKey(issuer)
  const about = { aud: clientId, iss: issuer.issuer, iat, jti: randomUUID() }
  return signRs256({ kid: name, alg: 'RS256' }, { ...claims, ...about }, key.privateKey)
}

/** A JWT that nobody has signed: it is worth something only because the provider remembers it. */
export const refreshToken = (issuer: Issuer, id: string, { clientId }: Holder, { exp }: Span): string => {
  const claims = bend(issuer.faults.at('refresh-token', clientId), {
    ...(exp === undefined ? {} : { exp }),
    jti: uuidOf(id),
  })
  return lengthened(issuer, clientId, claims, (all) => `${signingInput({ alg: 'none' }, all)}.`)
}
