import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { type BrowserSession, endedCookies } from './cookies.ts'

/** A session by its identifier on the wire. */
export const sessionBySid = (issuer: Issuer, sid: unknown): { readonly id: string } | undefined =>
  typeof sid === 'string' ? issuer.store.byUuid('Session', sid) : undefined

const isForgotten = (issuer: Issuer, client: string | undefined): boolean =>
  issuer.faults.behaviour('logout', client) === 'forgets'

/** Everything that hangs on the session is dead from here on; what was granted offline is not. */
export const endSession = (issuer: Issuer, id: string, client: string | undefined): void => {
  if (!isForgotten(issuer, client)) issuer.store.delete('Session', id)
}

/** The session that the cookie for scripts names: browsers keep it longer than the other one. */
const sidOfScriptCookie = (call: Call): string | undefined =>
  (call.cookies.get('KEYCLOAK_SESSION') ?? call.cookies.get('KEYCLOAK_SESSION_LEGACY'))?.split('/')[2]

export interface Ending {
  /** The session that a hint named, dead or alive. */
  readonly sid?: string
  readonly browser?: BrowserSession
  readonly client?: string
}

/**
 * Ends the session of the hint, or else that of the browser, and clears the cookies of a browser that was signed in:
 * even when the hint named another session than theirs.
 */
export const endSessionIn = (issuer: Issuer, call: Call, { sid, browser, client }: Ending): Reply['headers'] => {
  const named = sessionBySid(issuer, sid)
  const ended = named ?? browser
  if (ended) endSession(issuer, ended.id, client)
  const itsBrowser = browser !== undefined || (named !== undefined && sidOfScriptCookie(call) === sid)
  return itsBrowser && !isForgotten(issuer, client) ? endedCookies(issuer) : []
}

export const isSameSession = (issuer: Issuer, browser: BrowserSession, sid: string | undefined): boolean =>
  issuer.sidOf(browser.uid) === sid
