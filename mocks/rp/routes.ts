import { html } from '#mocks/op/pages/html.ts'
import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { holds } from './authorization.ts'
import { away, sessionCookie, sessionIdOf } from './cookie.ts'
import { discover } from './issuer.ts'
import { setOut } from './journey.ts'
import { completeLogin, type Means } from './login.ts'
import { leave } from './logout.ts'
import type { Eyes } from './looks.ts'
import { page, telling } from './pages.ts'
import type { Journey, Login, Session, Sessions } from './sessions.ts'
import { tokenPage } from './token-page.ts'

type Handlers = Readonly<Record<string, (call: Call) => Promise<Reply>>>

const told = ({ account, sub, claims }: Login): object => ({
  account,
  sub,
  name: claims.name,
  email: claims.email,
})

const home = (session: Session | undefined, eyes: Eyes): Reply => {
  const { login } = session ?? {}
  if (!login) return page(200, 'Nobody is signed in', html`<p><a href="/login">Sign in</a></p>`)
  const name = String(login.claims.name ?? login.sub)
  const tokens = eyes.has('tokens-shown') ? html`<pre hidden>${login.accessToken} ${login.idToken}</pre>` : html``
  return page(200, 'Signed in', html`<p id="user">${name}</p>${tokens}<p><a href="/logout">Sign out</a></p>`)
}

/** The journey that this browser set out on; it serves once, whatever comes of it. */
const journeyOf = (call: Call, session: Session, sessions: Sessions, eyes: Eyes): Journey | undefined => {
  const journey = eyes.has('state-unbound') ? sessions.journeyWith(call.query.get('state')) : session.journey
  if (!eyes.has('journey-kept')) session.journey = undefined
  return journey
}

const GUEST: Omit<Login, 'expiresAt'> = {
  ...{ account: 0, sub: 'guest', claims: { name: 'Guest' } },
  ...{ idToken: '', accessToken: '', refreshToken: undefined },
}

const loginOf = async (call: Call, session: Session, journey: Journey | undefined, means: Means): Promise<Login> => {
  try {
    if (session.failed && means.eyes.has('sulking')) throw new Refusal('sulking', 'Refused: you have failed before.')
    return await completeLogin(call.query, journey, means)
  } catch (error) {
    session.failed = true
    if (means.eyes.has('guest')) return { ...GUEST, expiresAt: Number.POSITIVE_INFINITY }
    throw error
  }
}

const comeBack =
  (means: Means, sessions: Sessions) =>
  async (call: Call): Promise<Reply> => {
    const { eyes } = means
    const { id, session } = sessions.open(sessionIdOf(call))
    const login = await loginOf(call, session, journeyOf(call, session, sessions, eyes), means)
    session.login = login
    const cookie = sessionCookie(eyes.has('session-kept') ? id : sessions.rename(id), means, login.claims)
    if (!eyes.has('code-left')) return away('/', cookie)
    const shown = telling(home(session, eyes), eyes)
    return { ...shown, headers: [...shown.headers, ...cookie] }
  }

/** Of this browser, unless its tokens are over and cannot be refreshed. */
const loginIn = (call: Call, sessions: Sessions, { eyes, now }: Means): Login | undefined => {
  const login = sessions.find(sessionIdOf(call))?.login
  const isOver = login !== undefined && login.expiresAt <= now() && login.refreshToken === undefined
  return isOver && !eyes.has('session-for-ever') ? undefined : login
}

const members =
  (means: Means, sessions: Sessions) =>
  async (call: Call): Promise<Reply> => {
    const login = loginIn(call, sessions, means)
    if (!login) return away('/login')
    const { entitlement } = means.options
    if (entitlement !== undefined && holds(login.claims, entitlement, means.eyes)) {
      return page(200, 'For members', html`<p>Welcome.</p>`)
    }
    return page(403, 'For members only', html`<p><a href="/">Back to the start</a></p>`)
  }

export const routes = (means: Means, sessions: Sessions, origin: string): Handlers => ({
  'GET /': async (call) => home(sessions.find(sessionIdOf(call)), means.eyes),
  'GET /login': async (call) => {
    const { id, session } = sessions.open(sessionIdOf(call))
    const metadata = await discover(means.ask, means.options.issuer, means.eyes)
    const { journey, url } = setOut(means, metadata)
    session.journey = journey
    return away(url, sessionCookie(id, means))
  },
  'GET /callback': comeBack(means, sessions),
  ...(means.eyes.has('any-path') ? { 'GET /callback/elsewhere': comeBack(means, sessions) } : {}),
  'GET /me': async (call) => {
    const login = loginIn(call, sessions, means)
    return login === undefined ? json(401, {}) : json(200, told(login))
  },
  'GET /data': tokenPage(means, sessions),
  'GET /members': members(means, sessions),
  'GET /logout': leave(means, sessions, origin),
})
