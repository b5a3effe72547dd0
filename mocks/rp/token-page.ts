import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { away, sessionIdOf } from './cookie.ts'
import { discover, type Json } from './issuer.ts'
import { type Means, refreshed } from './login.ts'
import type { Login, Session, Sessions } from './sessions.ts'
import { requestUserinfo } from './tokens.ts'

/** What the issuer says now, or undefined when it no longer knows the access token. */
const asked = async ({ accessToken, sub }: Login, { options, ask, eyes }: Means): Promise<Json | undefined> => {
  const metadata = await discover(ask, options.issuer, eyes)
  try {
    return await requestUserinfo(ask, metadata, accessToken, sub, eyes)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

const answered = async (session: Session, login: Login, means: Means): Promise<Json | undefined> => {
  const isOver = login.expiresAt <= means.now()
  const told = isOver ? undefined : await asked(login, means)
  if (told) return told
  const fresh = await refreshed(login, means)
  // Who cannot be refreshed is not signed in any longer.
  if (fresh || !means.eyes.has('session-for-ever')) session.login = fresh
  return fresh && asked(fresh, means)
}

/** A page that needs the access token: refreshed when it is over or refused; otherwise the user logs in again. */
export const tokenPage =
  (means: Means, sessions: Sessions) =>
  async (call: Call): Promise<Reply> => {
    const session = sessions.find(sessionIdOf(call))
    if (!session?.login) return away('/login')
    const told = await answered(session, session.login, means)
    if (told) return json(200, told)
    return session.login ? json(502, {}) : away('/login')
  }
