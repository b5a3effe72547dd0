import type { FaultPlace } from '#fixtures/schema/fault.ts'
import { bend, doubled } from '#mocks/faults/bend.ts'
import { type ForgingKey, signingIn, signOrForge } from '#mocks/faults/forge.ts'
import type { Claims, WriteHeader } from '#mocks/wire/jwt.ts'
import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from './issuer.ts'
import { strangerKey } from './keys.ts'
import { lengthened } from './lengthen.ts'
import { strangerAddress } from './stranger.ts'

/** What is to be signed, for whom and with what. */
export interface Signable {
  readonly clientId: string
  readonly header: Claims
  readonly claims: Claims
  readonly key: ForgingKey
  readonly write?: WriteHeader
}

/** Signs with the key of the issuer, or as the faults at this place say. */
export const signedAt = (issuer: Issuer, place: FaultPlace, signable: Signable): string => {
  const { clientId, header, claims, key, write } = signable
  const faults = issuer.faults.at(place, clientId)
  const heads = place === 'id-token' ? issuer.faults.at('id-token.header', clientId) : []
  const { secret } = issuer.clients.get(clientId) ?? {}
  const forging = { key, stranger: strangerKey, secret, address: strangerAddress(issuer), write }
  return lengthened(issuer, clientId, claims, (all) =>
    signOrForge([...faults, ...heads], bend(heads, header), doubled(faults, { ...all }), forging),
  )
}

/** What userinfo tells, signed where a fault wants it so (OpenID Connect Core 1.0 section 5.3.2). */
export const signedUserinfo = (issuer: Issuer, clientId: string, claims: Claims, reply: Reply): Reply => {
  if (signingIn(issuer.faults.at('userinfo.response', clientId)) === undefined) return reply
  const { active: key } = issuer.keys
  const about = { ...claims, iss: issuer.issuer, aud: clientId }
  const body = signedAt(issuer, 'userinfo.response', {
    clientId,
    header: { alg: 'RS256', kid: key.kid },
    claims: about,
    key,
  })
  return { ...reply, headers: [['Content-Type', 'application/jwt']], body }
}
