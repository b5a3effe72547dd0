import { randomBytes, randomUUID } from 'node:crypto'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Issuer, seconds } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'
import type { PendingLogin } from './pending.ts'

/** Everything that the provider remembers of a browser, logged in or not. */
export interface BrowserSession extends StoredRecord {
  jti: string
  /** Value of the cookie. */
  uid: string
  exp: number
  /** In every form of this session. */
  verifier: string
  accountId?: string
  /** When the password was typed; seconds. */
  loginTs?: number
  /** The authentication level that was reached, where it is more than a password. */
  acr?: string
  /** Subjects that have logged in here, the last one first; they stay when the login ends. */
  known: readonly string[]
  /** Logins that are under way, by identifier: one in each tab. */
  pending: Map<string, PendingLogin>
  /** Where a logout is to lead. */
  logout?: { readonly redirectUri?: string; readonly state?: string; readonly clientId?: string }
}

export type LoggedIn = BrowserSession & { readonly accountId: string; readonly loginTs: number }

const NAME = 'PHPSESSID'

const newId = (): string => randomBytes(16).toString('hex')

const save = (issuer: Issuer, session: BrowserSession): BrowserSession => {
  issuer.store.put('Session', session.jti, session, session.exp - seconds(issuer))
  return session
}

export const isLoggedIn = (session: BrowserSession): session is LoggedIn =>
  session.accountId !== undefined && session.loginTs !== undefined

/** The session that the browser's cookie names, if it still lives. */
export const sessionOf = (issuer: Issuer, call: Call): BrowserSession | undefined => {
  const session = issuer.store.byUid('Session', call.cookies.get(NAME) ?? '') as BrowserSession | undefined
  const endless = issuer.faults.behaviour('sessionEnd') === 'never'
  return session && (endless || session.exp > seconds(issuer)) ? session : undefined
}

/** Of a browser about which nothing is known no more is kept than a login needs. */
export const openSession = (issuer: Issuer, known: readonly string[] = []): BrowserSession => {
  const { login, session } = issuer.profile.lifetimes
  const exp = seconds(issuer) + (known.length > 0 ? session : login)
  return save(issuer, { jti: randomUUID(), uid: newId(), verifier: randomUUID(), exp, known, pending: new Map() })
}

export const endSession = (issuer: Issuer, session: BrowserSession): void => issuer.store.delete('Session', session.jti)

const MOST_KNOWN = 5

/** Another identifier at every login, so that one fixed by a stranger is worth nothing afterwards. */
export const loggedIn = (issuer: Issuer, session: BrowserSession, accountId: string): BrowserSession => {
  endSession(issuer, session)
  const now = seconds(issuer)
  return save(issuer, {
    ...session,
    jti: randomUUID(),
    uid: newId(),
    verifier: randomUUID(),
    exp: now + issuer.profile.lifetimes.session,
    accountId,
    loginTs: now,
    acr: undefined,
    known: [accountId, ...session.known.filter((each) => each !== accountId)].slice(0, MOST_KNOWN),
  })
}

export const sessionCookie = (issuer: Issuer, { uid }: BrowserSession): Reply['headers'][number] => [
  'Set-Cookie',
  `${NAME}=${uid}; Path=/; ${issuer.secure ? 'Secure; SameSite=None; ' : 'SameSite=Lax; '}HttpOnly`,
]

export const withCookie = (issuer: Issuer, session: BrowserSession, reply: Reply): Reply => ({
  ...reply,
  headers: [sessionCookie(issuer, session), ...reply.headers.filter(([name]) => name !== 'Set-Cookie')],
})

/** A handler that is given the browser's session, a new one if need be. */
export const withSession =
  (issuer: Issuer, handle: (call: Call, session: BrowserSession) => Reply) =>
  (call: Call): Reply => {
    const known = sessionOf(issuer, call)
    const session = known ?? openSession(issuer)
    const reply = handle(call, session)
    const set = reply.headers.some(([name]) => name === 'Set-Cookie')
    return known || set ? reply : withCookie(issuer, session, reply)
  }
