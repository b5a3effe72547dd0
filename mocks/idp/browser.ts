import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Idp, Session } from './state.ts'

/** Of its own name: cookies know no ports, and services on the same machine have theirs. */
const COOKIE = 'aai-idp-session'

export const browserOf = (call: Call): string | undefined => call.cookies.get(COOKIE)

/** Answers over HTTP-POST come from other sites: on https the cookie has to be for every context. */
export const browserCookie = ({ issuer }: Idp, value: string): Reply['headers'][number] => [
  'Set-Cookie',
  `${COOKIE}=${value}; Path=/; HttpOnly${issuer.secure ? '; Secure; SameSite=None' : ''}`,
]

export const sessionOf = (idp: Idp, call: Call): Session | undefined => {
  const browser = browserOf(call)
  const session = browser === undefined ? undefined : idp.sessions.get(browser)
  // However often it was used since: services were told when it ends.
  const end = (session?.authenticatedAt ?? 0) + idp.saml.lifetimes.session * 1000
  return end > idp.issuer.now() ? session : undefined
}

/** The same request as it will be once the browser has its new cookie. */
export const withBrowser = (call: Call, value: string): Call => ({
  ...call,
  cookies: new Map([...call.cookies, [COOKIE, value]]),
})
