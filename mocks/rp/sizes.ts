import { createHash } from 'node:crypto'
import { html } from '#mocks/op/pages/html.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { sessionIdOf } from './cookie.ts'
import type { Eyes } from './looks.ts'
import { page } from './pages.ts'
import type { Login, Sessions } from './sessions.ts'

type Handle = (call: Call) => Promise<Reply | undefined>

/** Characters of a token in the database of a careless service, and of one of its cookies. */
const [COLUMN, CHUNK] = [1_300, 3_900]

/** Characters of an address that every proxy lets through. */
const LONGEST_ADDRESS = 2_000

const tokensOf = ({ accessToken, idToken, refreshToken = '' }: Login): readonly string[] => [
  accessToken,
  idToken,
  refreshToken,
]

/** The cookies in which a careless service keeps the tokens of a session. */
const keptIn = (login: Login, eyes: Eyes): ReadonlyMap<string, string> => {
  const all = tokensOf(login).join('~')
  if (eyes.has('tokens-in-cookie')) return new Map([['tokens', all]])
  if (!eyes.has('tokens-in-cookies')) return new Map()
  const chunks = all.match(new RegExp(`.{1,${CHUNK}}`, 'g')) ?? []
  return new Map(chunks.map((chunk, index) => [`tokens.${index}`, chunk]))
}

const setting = (cookies: ReadonlyMap<string, string>): Reply['headers'] =>
  [...cookies].map(([name, value]) => ['Set-Cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax`] as const)

const store = (login: Login, eyes: Eyes): void => {
  if (!eyes.has('tokens-in-columns') || tokensOf(login).every((token) => token.length <= COLUMN)) return
  throw new Error(`value too long for type character varying(${COLUMN})`)
}

/** Without its tokens nobody is signed in. */
const asKnown = (call: Call, sessions: Sessions, eyes: Eyes): Call => {
  const { login } = sessions.find(sessionIdOf(call)) ?? {}
  const lost = login && [...keptIn(login, eyes)].some(([name, value]) => call.cookies.get(name) !== value)
  return lost ? { ...call, cookies: new Map() } : call
}

const SCRIPT = 'document.forms[0].submit()'
const HASH = createHash('sha256').update(SCRIPT).digest('base64')

/** OpenID Connect RP-Initiated Logout 1.0 section 2 takes a form as well: an ID token in it meets no limit of headers. */
const byForm = ({ headers }: Reply, to: URL): Reply => {
  const fields = [...to.searchParams].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const form = html`<form method="post" action="${to.origin}${to.pathname}">${fields}</form><script>${{ html: SCRIPT }}</script>`
  const { headers: usual, ...shown } = page(200, 'Signing out', form)
  const policy = ['Content-Security-Policy', `default-src 'none'; script-src 'sha256-${HASH}'`] as const
  const kept = headers.filter(([name]) => name === 'Set-Cookie')
  return { ...shown, headers: [...usual.filter(([name]) => name !== policy[0]), policy, ...kept] }
}

const leaving = (reply: Reply, eyes: Eyes): Reply => {
  const to = reply.headers.find(([name]) => name === 'Location')?.[1] ?? ''
  return to.length > LONGEST_ADDRESS && !eyes.has('logout-in-address') ? byForm(reply, new URL(to)) : reply
}

/** The service, as it gets along with tokens that are long. */
export const withSizes =
  (handle: Handle, sessions: Sessions, eyes: Eyes): Handle =>
  async (call) => {
    const reply = await handle(asKnown(call, sessions, eyes))
    if (reply === undefined || call.method !== 'GET') return reply
    if (call.path === '/logout') return leaving(reply, eyes)
    if (call.path !== '/callback') return reply
    const id = reply.headers.findLast(([name]) => name === 'Set-Cookie')?.[1].replace(/^session=([^;.]*).*/, '$1')
    const { login } = sessions.find(id) ?? {}
    if (id === undefined || !login) return reply
    try {
      store(login, eyes)
    } catch (error) {
      sessions.end(id)
      throw error
    }
    return { ...reply, headers: [...reply.headers, ...setting(keptIn(login, eyes))] }
  }
