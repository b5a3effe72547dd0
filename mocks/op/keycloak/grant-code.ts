import { createHash, timingSafeEqual } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { StoredRecord } from '../engine-store.ts'
import { uuidOf } from '../identifiers.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { issued } from './issued.ts'
import { grantLives, hasExpired, sessionLives } from './read-token.ts'
import { type Looking, looking, type Refusal } from './refusal.ts'
import type { GrantHandler } from './token.ts'

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/

interface Found {
  readonly id: string
  readonly record: StoredRecord
}

/** `<code>.<session>.<client>`: all three must fit. */
const find = (issuer: Issuer, code: string): Found | undefined => {
  const [uuid, session, client, ...more] = code.split('.')
  const found = uuid === undefined ? undefined : issuer.store.byUuid('AuthorizationCode', uuid)
  if (!found || more.length > 0) return undefined
  const fits = uuidOf(found.record.sessionUid ?? '') === session && uuidOf(found.record.clientId ?? '') === client
  return fits ? found : undefined
}

/** A code that comes a second time, or too late, costs the client its place in the session. */
const detach = (issuer: Issuer, record: StoredRecord): void => {
  const forgiven = issuer.faults.behaviour('replay', record.clientId) === 'forgiven'
  if (issuer.profile.codeReplayRevokes && !forgiven && record.grantId !== undefined)
    issuer.store.delete('Grant', record.grantId)
}

const challengeOf = (method: string | undefined, verifier: string): string =>
  method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier

const matches = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Whether the verifier fits the challenge, as this provider sees it. */
const accepts = (
  issuer: Issuer,
  { clientId }: StoredRecord,
  verifier: string,
  method: string | undefined,
  challenge: string,
): boolean => {
  const sees = issuer.faults.behaviour('pkce', clientId)
  if (sees === 'padded' && method === 'S256') return matches(`${challengeOf(method, verifier)}=`, challenge)
  return matches(challengeOf(method, verifier), challenge) || (sees === 'either' && matches(verifier, challenge))
}

const pkce = (issuer: Issuer, record: StoredRecord, verifier: string | null, look: Looking): Refusal | undefined => {
  const { challenge, challengeMethod: method } = record
  if (challenge === undefined) {
    const refuses = issuer.dialect.switches.verifierWithoutChallenge === 'refuse'
    return look('pkce.verifier-unexpected', refuses && verifier !== null)
  }
  const syntax = issuer.faults.behaviour('verifierSyntax', record.clientId)
  const legal = typeof syntax === 'string' ? new RegExp(syntax) : VERIFIER
  const same = (value: string): boolean => accepts(issuer, record, value, method, challenge)
  return (
    look('pkce.verifier-missing', verifier === null) ??
    look('pkce.verifier-invalid', verifier !== null && !legal.test(verifier)) ??
    look('pkce.verifier-wrong', verifier !== null && !same(verifier))
  )
}

const refusalFor = (issuer: Issuer, client: Client, form: URLSearchParams, found: Found): Refusal | undefined => {
  const { record } = found
  const look = looking(issuer, client.clientId)
  const spent = look('code.spent', record.consumed !== undefined) ?? look('code.expired', hasExpired(issuer, record))
  if (spent) {
    detach(issuer, record)
    return spent
  }
  // From here on the code is gone, whatever else is wrong with the request.
  record.consumed = true
  return (
    look('code.session-gone', !sessionLives(issuer, record) || !grantLives(issuer, record)) ??
    look('code.redirect-uri-mismatch', form.get('redirect_uri') !== record.redirectUri) ??
    look('code.other-client', record.clientId !== client.clientId) ??
    look('code.not-allowed', !client.grants.includes('code')) ??
    pkce(issuer, record, form.get('code_verifier'), look)
  )
}

export const authorizationCode: GrantHandler = async (issuer, client, form) => {
  const code = form.get('code')
  if (code === null) return { condition: 'code.missing' }
  const found = find(issuer, code)
  if (!found) return { condition: 'code.unknown' }
  const refusal = refusalFor(issuer, client, form, found)
  if (refusal) return refusal
  const { record, id } = found
  // The engine looks at both again; they have been judged here, or an armed fault has overlooked them.
  record.consumed = undefined
  record.exp = Math.max(record.exp ?? 0, seconds(issuer) + 60)
  const engine = await issuer.engine()
  const redirectUri = record.redirectUri ?? ''
  const answer = await engine.token(record.clientId ?? '', {
    grant_type: 'authorization_code',
    code: id,
    redirect_uri: redirectUri,
  })
  return issued(issuer, answer, record)
}
