import { html } from '#mocks/op/pages/html.ts'
import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import { discover } from './issuer.ts'
import { setOut } from './journey.ts'
import { completeLogin, type Means, refreshed } from './login.ts'
import type { Eyes } from './looks.ts'
import { page } from './pages.ts'
import type { Journey, Login, Session, Sessions } from './sessions.ts'
import { requestUserinfo } from './tokens.ts'

type Handlers = Readonly<Record<string, (call: Call) => Promise<Reply>>>

const COOKIE = 'session'

const cookie = (id: string, eyes: Eyes): Reply['headers'] => [
  ['Set-Cookie', `${COOKIE}=${id}; Path=/${eyes.has('cookie-open') ? '' : '; HttpOnly; SameSite=Lax'}`],
]

const away = (to: string, headers: Reply['headers'] = []): Reply => ({
  status: 302,
  headers: [['Location', to], ['Cache-Control', 'no-store'], ...headers],
})

const told = ({ account, sub, claims }: Login): object => ({
  account,
  sub,
  name: claims.name,
  email: claims.email,
})

const home = (session: Session | undefined): Reply => {
  const { login } = session ?? {}
  if (!login) return page(200, 'Nobody is signed in', html`<p><a href="/login">Sign in</a></p>`)
  const name = String(login.claims.name ?? login.sub)
  return page(200, 'Signed in', html`<p id="user">${name}</p><p><a href="/logout">Sign out</a></p>`)
}

/** The journey that this browser set out on; it serves once, whatever comes of it. */
const journeyOf = (call: Call, session: Session, sessions: Sessions, eyes: Eyes): Journey | undefined => {
  const journey = eyes.has('state-unbound') ? sessions.journeyWith(call.query.get('state')) : session.journey
  session.journey = undefined
  return journey
}

const GUEST: Omit<Login, 'expiresAt'> = {
  ...{ account: 0, sub: 'guest', claims: { name: 'Guest' } },
  ...{ idToken: '', accessToken: '', refreshToken: undefined },
}

const loginOf = async (call: Call, journey: Journey | undefined, means: Means): Promise<Login> => {
  try {
    return await completeLogin(call.query, journey, means)
  } catch (error) {
    if (means.eyes.has('guest')) return { ...GUEST, expiresAt: Number.POSITIVE_INFINITY }
    throw error
  }
}

const comeBack =
  (means: Means, sessions: Sessions) =>
  async (call: Call): Promise<Reply> => {
    const { id, session } = sessions.open(call.cookies.get(COOKIE))
    const login = await loginOf(call, journeyOf(call, session, sessions, means.eyes), means)
    session.login = login
    const renewed = means.eyes.has('session-kept') ? id : sessions.rename(id)
    if (!means.eyes.has('code-left')) return away('/', cookie(renewed, means.eyes))
    return { ...home(session), headers: [...home(session).headers, ...cookie(renewed, means.eyes)] }
  }

const data =
  ({ options, ask, eyes, now, ...rest }: Means, sessions: Sessions) =>
  async (call: Call): Promise<Reply> => {
    const session = sessions.find(call.cookies.get(COOKIE))
    if (!session?.login) return away('/login')
    const means = { options, ask, eyes, now, ...rest }
    const isOver = session.login.expiresAt <= now()
    const login = isOver ? await refreshed(session.login, means) : session.login
    session.login = login
    if (!login) return away('/login')
    const metadata = await discover(ask, options.issuer, eyes)
    return json(200, await requestUserinfo(ask, metadata, login.accessToken, login.sub, eyes))
  }

const leaveUrl = async (login: Login, { options, ask, eyes }: Means, origin: string): Promise<string> => {
  const metadata = await discover(ask, options.issuer, eyes)
  if (eyes.has('local-logout') || metadata.end_session_endpoint === undefined) return '/'
  const home = `${origin}/`
  if (eyes.has('legacy-logout')) return `${new URL(options.issuer).origin}/saml/logout?redirect=${home}`
  const url = new URL(metadata.end_session_endpoint)
  url.searchParams.set('id_token_hint', login.idToken)
  url.searchParams.set('post_logout_redirect_uri', home)
  return url.href
}

const leave =
  (means: Means, sessions: Sessions, origin: string) =>
  async (call: Call): Promise<Reply> => {
    const id = call.cookies.get(COOKIE)
    const { login } = sessions.find(id) ?? {}
    if (id !== undefined) sessions.end(id)
    const gone = [['Set-Cookie', `${COOKIE}=; Path=/; Max-Age=0`]] as const
    return away(login ? await leaveUrl(login, means, origin) : '/', gone)
  }

export const routes = (means: Means, sessions: Sessions, origin: string): Handlers => ({
  'GET /': async (call) => home(sessions.find(call.cookies.get(COOKIE))),
  'GET /login': async (call) => {
    const { id, session } = sessions.open(call.cookies.get(COOKIE))
    const metadata = await discover(means.ask, means.options.issuer, means.eyes)
    const { journey, url } = setOut(means.options, means.redirectUri, metadata, means.eyes)
    session.journey = journey
    return away(url, cookie(id, means.eyes))
  },
  'GET /callback': comeBack(means, sessions),
  'GET /me': async (call) => {
    const login = sessions.find(call.cookies.get(COOKIE))?.login
    const isOver = login !== undefined && login.expiresAt <= means.now() && login.refreshToken === undefined
    return login === undefined || isOver ? json(401, {}) : json(200, told(login))
  },
  'GET /data': data(means, sessions),
  'GET /logout': leave(means, sessions, origin),
})
