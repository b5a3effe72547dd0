import { bend } from '#mocks/faults/bend.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { answerOf, errorOf, looking, NO_STORE, type Refusal, unlessReplaced } from '../refusal.ts'
import { signedUserinfo } from '../signed.ts'
import { bareRefusal } from './bare-refusal.ts'
import { groundsLive, hasExpired } from './client-session.ts'
import { serviceSubject } from './grant-client-credentials.ts'
import { type KnownToken, readAccessToken } from './read-token.ts'

const realmOf = (issuer: Issuer): string => issuer.basePath.slice(issuer.basePath.lastIndexOf('/') + 1)

/** RFC 6750 section 3: everything is in the header, the body stays empty. */
const challenge = (issuer: Issuer, refusal: Refusal): Reply => {
  const members = Object.entries(errorOf(issuer, refusal)).map(([name, value]) => `, ${name}="${value}"`)
  const newer = issuer.dialect.switches.userinfoUncached === true
  return unlessReplaced(issuer, refusal, {
    status: answerOf(issuer, refusal.condition).status ?? 401,
    headers: [
      ['WWW-Authenticate', `Bearer realm="${realmOf(issuer)}"${members.join('')}`],
      ['Content-Type', newer ? 'text/plain;charset=utf-8' : 'application/json'],
      ...(newer ? NO_STORE : []),
    ],
  })
}

interface Presented {
  readonly header?: string
  readonly forms: readonly string[]
}

/** Header or form; the query is never read. */
const presented = (issuer: Issuer, call: Call): Presented => {
  const blanks = issuer.dialect.switches.bearerByOneBlank === true ? / / : / +/
  const [scheme = '', token, ...more] = (call.headers.authorization ?? '').split(blanks)
  const header = /^bearer$/i.test(scheme) && more.length === 0 ? token : undefined
  const forms = call.method === 'POST' ? (call.form?.getAll('access_token') ?? []) : []
  return { header: header === '' ? undefined : header, forms }
}

const refusalFor = (issuer: Issuer, { record, claims }: KnownToken): Refusal | undefined => {
  const look = looking(issuer, record.clientId)
  return (
    look('userinfo.token-invalid', hasExpired(issuer, record) || record.revoked === true) ??
    look('userinfo.session-gone', !groundsLive(issuer, claims.typ, record)) ??
    look('userinfo.scope-missing', !scopesOf(String(claims.scope)).includes('openid'))
  )
}

/** A machine is named twice: by a subject of its own, and as the client that it is. */
const machineClaims = (issuer: Issuer, clientId = ''): Record<string, unknown> => ({
  sub: serviceSubject(clientId, issuer.profile.subject.scopes.at(-1)),
  client_id: clientId,
})

const claimsOf = (issuer: Issuer, { record, claims }: KnownToken): Record<string, unknown> => {
  const person = issuer.people.get(record.accountId ?? '')
  if (!person) return machineClaims(issuer, record.clientId)
  const subject = record.accountId ?? ''
  const overlooks = issuer.faults.behaviour('userinfoScopes', record.clientId)
  const scopes =
    overlooks === 'none'
      ? []
      : overlooks === 'all'
        ? Object.keys(issuer.profile.scopes)
        : scopesOf(String(claims.scope))
  return { sub: subject, ...claimsFor(issuer.profile, 'userinfo', scopes, person, subject) }
}

const isUnsigned = (value: string): boolean => decodeJwt(value)?.header.alg === 'none'

const NO_CACHE = ['Cache-Control', 'no-cache'] as const

export const userinfo = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const { header, forms } = presented(issuer, call)
  const value = header ?? forms[0]
  if (value === undefined) return challenge(issuer, { condition: 'userinfo.token-missing' })
  if (header !== undefined && forms.length > 0) return challenge(issuer, { condition: 'userinfo.two-methods' })
  if (forms.length > 1) return challenge(issuer, { condition: 'userinfo.duplicated-parameter' })
  const breaks = issuer.dialect.switches.unsignedBreaksUserinfo === true && isUnsigned(value)
  if (breaks) return bareRefusal(issuer, { condition: 'http.server-error' })
  const token = readAccessToken(issuer, value)
  if (!token) return challenge(issuer, { condition: 'userinfo.token-invalid' })
  const refusal = refusalFor(issuer, token)
  if (refusal) return challenge(issuer, refusal)
  const client = token.record.clientId
  const faults = [...issuer.faults.at('claims', client), ...issuer.faults.at('userinfo.response', client)]
  const uncached = issuer.dialect.switches.userinfoUncached === true ? NO_STORE : []
  const claims = bend(faults, claimsOf(issuer, token))
  return signedUserinfo(issuer, client ?? '', claims, json(200, claims, [...uncached, NO_CACHE]))
}
