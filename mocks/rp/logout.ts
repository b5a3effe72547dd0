import type { Call, Reply } from '#mocks/wire/message.ts'
import { away, noCookie, sessionIdOf } from './cookie.ts'
import { discover } from './issuer.ts'
import type { Means } from './login.ts'
import type { Login, Sessions } from './sessions.ts'
import { requestUserinfo } from './tokens.ts'

/** OpenID Connect RP-Initiated Logout 1.0 section 2: where the browser goes to end the session at the issuer. */
const leaveUrl = async (login: Login, { options, ask, eyes }: Means, origin: string): Promise<string> => {
  const metadata = await discover(ask, options.issuer, eyes)
  if (eyes.has('local-logout') || metadata.end_session_endpoint === undefined) return '/'
  const home = eyes.has('logout-unregistered') ? `${origin}/goodbye` : `${origin}/`
  if (eyes.has('legacy-logout')) return `${new URL(options.issuer).origin}/saml/logout?redirect=${home}`
  const hint: Readonly<Record<string, string>> = eyes.has('logout-nameless') ? {} : { id_token_hint: login.idToken }
  const query = eyes.has('logout-unencoded')
    ? `id_token_hint=${login.idToken}&post_logout_redirect_uri=${home}`
    : new URLSearchParams({ ...hint, post_logout_redirect_uri: home })
  return `${metadata.end_session_endpoint}?${query}`
}

/** Whoever the issuer does not know any more cannot log out. */
const askFirst = async ({ accessToken, sub }: Login, { options, ask, eyes }: Means): Promise<void> => {
  await requestUserinfo(ask, await discover(ask, options.issuer, eyes), accessToken, sub, eyes)
}

/** The local session ends first, whatever the issuer says to it. */
export const leave =
  (means: Means, sessions: Sessions, origin: string) =>
  async (call: Call): Promise<Reply> => {
    const { eyes } = means
    const id = sessionIdOf(call)
    const { login } = sessions.find(id) ?? {}
    if (login && eyes.has('logout-asks-first')) await askFirst(login, means)
    if (id !== undefined && !eyes.has('logout-cookie-only') && !eyes.has('logout-forgotten')) sessions.end(id)
    const to = login ? await leaveUrl(login, means, origin) : '/'
    return away(to, eyes.has('logout-forgotten') ? [] : noCookie)
  }
