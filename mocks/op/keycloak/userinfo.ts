import { bend } from '#mocks/faults/bend.ts'
import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { grantLives, hasExpired, sessionLives } from './client-session.ts'
import { serviceSubject } from './grant-client-credentials.ts'
import { type KnownToken, readAccessToken } from './read-token.ts'
import { answerOf, errorOf, looking, type Refusal, unlessReplaced } from './refusal.ts'
import { fromEngine } from './scopes.ts'

const realmOf = (issuer: Issuer): string => issuer.basePath.slice(issuer.basePath.lastIndexOf('/') + 1)

/** RFC 6750 section 3: everything is in the header, the body stays empty. */
const challenge = (issuer: Issuer, refusal: Refusal): Reply => {
  const members = Object.entries(errorOf(issuer, refusal)).map(([name, value]) => `, ${name}="${value}"`)
  return unlessReplaced(issuer, refusal, {
    status: answerOf(issuer, refusal.condition).status ?? 401,
    headers: [
      ['WWW-Authenticate', `Bearer realm="${realmOf(issuer)}"${members.join('')}`],
      ['Content-Type', 'application/json'],
    ],
  })
}

/** Header or form; the query is never read. */
const presented = (call: Call): { readonly header?: string; readonly forms: readonly string[] } => {
  const header = /^bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
  const forms = call.method === 'POST' ? (call.form?.getAll('access_token') ?? []) : []
  return { header, forms: forms.filter(Boolean) }
}

const refusalFor = (issuer: Issuer, token: KnownToken): Refusal | undefined => {
  const { record, claims } = token
  const look = looking(issuer, record.clientId)
  const personal = record.sessionUid !== undefined
  const offline = scopesOf(fromEngine(record.scope)).includes('offline_access')
  const gone = personal && (!grantLives(issuer, record) || (!offline && !sessionLives(issuer, record)))
  return (
    look('userinfo.token-invalid', hasExpired(issuer, record) || record.revoked === true) ??
    look('userinfo.session-gone', gone) ??
    look('userinfo.scope-missing', !scopesOf(String(claims.scope)).includes('openid'))
  )
}

const claimsOf = (issuer: Issuer, { record, claims }: KnownToken): Record<string, unknown> => {
  const person = issuer.people.get(record.accountId ?? '')
  if (!person) {
    const clientId = record.clientId ?? ''
    return { sub: serviceSubject(clientId, issuer.profile.subject.scopes.at(-1)), client_id: clientId }
  }
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

export const userinfo = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const { header, forms } = presented(call)
  const value = header ?? forms[0]
  if (value === undefined) return challenge(issuer, { condition: 'userinfo.token-missing' })
  if (header !== undefined && forms.length > 0) return challenge(issuer, { condition: 'userinfo.two-methods' })
  const token = readAccessToken(issuer, value)
  if (!token) return challenge(issuer, { condition: 'userinfo.token-invalid' })
  const refusal = refusalFor(issuer, token)
  if (refusal) return challenge(issuer, refusal)
  const client = token.record.clientId
  const faults = [...issuer.faults.at('claims', client), ...issuer.faults.at('userinfo.response', client)]
  return json(200, bend(faults, claimsOf(issuer, token)), [['Cache-Control', 'no-cache']])
}
