import { randomBytes, randomUUID } from 'node:crypto'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Issuer, seconds } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** A servlet session: everything that the provider remembers of a browser, signed in or not. */
export interface BrowserSession extends StoredRecord {
  jti: string
  /** Value of the cookie. */
  uid: string
  /** Ends when it is idle until then; seconds. */
  exp: number
  /** In every form of this session. */
  csrf: string
  accountId?: string
  /** When the password was typed; seconds. */
  loginTs?: number
  /** Where the browser wanted to go before it had to log in. */
  goal?: string
  loginHint?: string
  /** `prompt=login` was asked for, and has been answered. */
  prompt?: 'requested' | 'answered'
  /** Waits for the user's approval. */
  request?: AuthorizationRequest
  /** Code of the device whose approval is on the screen. */
  device?: string
  /** Where a logout is to lead. */
  logout?: { redirectUri?: string; state?: string; clientId?: string }
}

const NAME = 'JSESSIONID'

const newId = (): string => randomBytes(16).toString('hex').toUpperCase()

const save = (issuer: Issuer, session: BrowserSession): BrowserSession => {
  issuer.store.put('Session', session.jti, session, issuer.profile.lifetimes.session)
  return session
}

/** A minute more or less is not worth another entry in the calendar. */
const touch = (issuer: Issuer, session: BrowserSession): void => {
  const end = seconds(issuer) + issuer.profile.lifetimes.session
  if (end - session.exp < 60) return
  session.exp = end
  save(issuer, session)
}

/** The session that the browser's cookie names, if it still lives. */
export const sessionOf = (issuer: Issuer, call: Call): BrowserSession | undefined => {
  const session = issuer.store.byUid('Session', call.cookies.get(NAME) ?? '') as BrowserSession | undefined
  if (!session) return undefined
  const endless = issuer.faults.behaviour('sessionEnd') === 'never'
  if (session.exp <= seconds(issuer) && !endless) return undefined
  touch(issuer, session)
  return session
}

export const openSession = (issuer: Issuer): BrowserSession =>
  save(issuer, {
    jti: randomUUID(),
    uid: newId(),
    csrf: randomUUID(),
    exp: seconds(issuer) + issuer.profile.lifetimes.session,
  })

export const endSession = (issuer: Issuer, session: BrowserSession): void => issuer.store.delete('Session', session.jti)

/** Another identifier at every login, so that one fixed by a stranger is worth nothing afterwards. */
export const renewed = (issuer: Issuer, session: BrowserSession): BrowserSession => {
  endSession(issuer, session)
  return save(issuer, { ...session, jti: randomUUID(), uid: newId(), csrf: randomUUID() })
}

export const sessionCookie = (issuer: Issuer, { uid }: BrowserSession): Reply['headers'][number] => [
  'Set-Cookie',
  `${NAME}=${uid}; Path=${issuer.basePath}${issuer.secure ? '; Secure' : ''}; HttpOnly`,
]

/** A handler that is given the browser's session, a new one if need be. */
export const withSession =
  (issuer: Issuer, handle: (call: Call, session: BrowserSession) => Reply) =>
  async (call: Call): Promise<Reply> => {
    const known = sessionOf(issuer, call)
    const session = known ?? openSession(issuer)
    const reply = handle(call, session)
    const set = reply.headers.some(([name]) => name === 'Set-Cookie')
    return known || set ? reply : { ...reply, headers: [sessionCookie(issuer, session), ...reply.headers] }
  }
