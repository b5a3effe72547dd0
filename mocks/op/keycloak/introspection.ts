import type { Client } from '#fixtures/schema/client.ts'
import { bend } from '#mocks/faults/bend.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type Call, json, type Reply, repeatedIn } from '#mocks/wire/message.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { bareRefusal } from './bare-refusal.ts'
import { authenticateClient } from './client-auth.ts'
import { groundsLive, hasExpired } from './client-session.ts'
import { type KnownToken, readAccessToken, readIdToken, readRefreshToken } from './read-token.ts'
import { registeredAudience } from './tokens.ts'

const HINTS = new Set(['access_token', 'refresh_token', 'requesting_party_token'])

const isActive = (issuer: Issuer, client: Client, token: KnownToken): boolean => {
  const { record, claims } = token
  if (hasExpired(issuer, record) || record.revoked === true) return false
  const checksAudience = issuer.dialect.switches.introspectionAudienceCheck === true
  if (checksAudience && ![claims.aud].flat().includes(client.clientId)) return false
  return groundsLive(issuer, claims.typ, record)
}

/** Newer versions name every user, older ones those whose name is in the token, and all name machines. */
const usernameOf = (issuer: Issuer, { record, claims }: KnownToken): unknown => {
  const person = issuer.people.get(record.accountId ?? '')
  if (person === undefined && record.sessionUid === undefined) {
    return `service-account-${record.clientId?.toLowerCase()}`
  }
  return (
    claims.preferred_username ??
    (issuer.dialect.switches.introspectionNamesUsers === true ? person?.username : undefined)
  )
}

/** Newer versions describe every token as they would an access token: for whom else it is, when and how the user came. */
const asAccessToken = (issuer: Issuer, { record, claims }: KnownToken): KnownToken['claims'] => {
  if (claims.typ === 'Bearer' || issuer.dialect.switches.introspectionHintBinds !== true) return claims
  const { at_hash: _hash, prov: _provider, aud_x: others, ...rest } = claims
  const client = issuer.clients.get(record.clientId ?? '')
  const named = others ?? (client && registeredAudience(issuer, client)) ?? []
  const session = record.sessionUid === undefined ? undefined : issuer.store.byUid('Session', record.sessionUid)
  const audience = [named, claims.aud].flat()
  return {
    ...rest,
    aud: audience.length === 1 ? audience[0] : audience,
    auth_time: claims.auth_time ?? session?.loginTs,
    acr: claims.acr ?? '1',
  }
}

const describe = (issuer: Issuer, token: KnownToken): Record<string, unknown> => {
  const { record } = token
  const claims = asAccessToken(issuer, token)
  const subject = record.accountId ?? ''
  const all = issuer.dialect.switches.introspectionHintBinds === true
  const person = all || claims.typ === 'Bearer' ? issuer.people.get(subject) : undefined
  const released = person
    ? claimsFor(issuer.profile, 'introspection', scopesOf(String(claims.scope ?? 'openid')), person, subject)
    : {}
  const username = usernameOf(issuer, token)
  return {
    ...claims,
    ...released,
    client_id: record.clientId,
    ...(username === undefined ? {} : { username }),
    ...(issuer.dialect.switches.introspectionTokenType === true ? { token_type: claims.typ } : {}),
    active: true,
  }
}

/** Whichever kind of token it is; newer versions take one hint for an order, and then want the caller in the audience. */
const find = (issuer: Issuer, client: Client, value: string, hint: string | null): KnownToken | undefined => {
  if (hint === 'refresh_token' && issuer.dialect.switches.introspectionHintBinds === true) {
    const token = readRefreshToken(issuer, value)
    return token && [token.claims.aud_x, token.claims.aud].flat().includes(client.clientId) ? token : undefined
  }
  return readAccessToken(issuer, value) ?? readRefreshToken(issuer, value) ?? readIdToken(issuer, value)
}

const isUnsigned = (value: string): boolean => {
  const jwt = decodeJwt(value)
  return jwt !== undefined && (jwt.header.alg === undefined || jwt.header.alg === 'none')
}

/** Only newer versions say what was wrong with the client, unless it was its secret. */
const unauthenticated = (issuer: Issuer, refusal: Refusal): Refusal => {
  const own = issuer.dialect.switches.introspectionNamesClientErrors === true
  const hidden = refusal.condition === 'client.secret-wrong' || refusal.condition === 'client.secret-missing'
  return own && !hidden ? refusal : { condition: 'introspection.unauthenticated' }
}

export const introspect = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const form = call.form ?? new URLSearchParams()
  const client = authenticateClient(issuer, call, form)
  if ('condition' in client) return bareRefusal(issuer, unauthenticated(issuer, client))
  const look = looking(issuer, client.clientId)
  const hint = form.get('token_type_hint')
  const value = form.get('token')
  const stumbles = issuer.dialect.switches.introspectionReadsUnsigned !== true
  const refusal =
    look('token.duplicated-parameter', repeatedIn(form).length > 0) ??
    look('introspection.public-client', client.auth === 'none') ??
    look('introspection.token-missing', value === null) ??
    look('introspection.hint-unknown', hint !== null && !HINTS.has(hint), { hint: hint ?? '' }) ??
    look('introspection.token-unsigned', stumbles && isUnsigned(value ?? ''))
  if (refusal) return bareRefusal(issuer, refusal)
  const token = find(issuer, client, value ?? '', hint)
  const active =
    token !== undefined && (isActive(issuer, client, token) || issuer.faults.skips('introspection.inactive'))
  const faults = issuer.faults.at('introspection.response', client.clientId)
  const uncached = issuer.dialect.switches.introspectionNamesClientErrors === true
  return json(
    200,
    bend(faults, active ? describe(issuer, token) : { active: false }),
    uncached ? [['Cache-Control', 'no-cache']] : [],
  )
}
