import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Eyes } from './looks.ts'

const NAME = 'sp-session'

/** By which name the browser knows its session. */
export const sessionIdOf = ({ cookies }: Call): string | undefined => cookies.get(NAME)

/**
 * The answer comes as a form from another site. A cookie with SameSite=Lax would stay at home, and one with None has to
 * be Secure; without either, browsers send it along for the minutes of a login.
 */
export const sessionCookie = (id: string, eyes: Eyes, secure: boolean): Reply['headers'] => {
  const scripts = eyes.has('cookie-open') ? [] : ['HttpOnly']
  const site = secure ? ['Secure', 'SameSite=None'] : []
  return [['Set-Cookie', [`${NAME}=${id}`, 'Path=/', ...scripts, ...site].join('; ')]]
}

export const noCookie: Reply['headers'] = [['Set-Cookie', `${NAME}=; Path=/; Max-Age=0`]]

/** What comes by POST is not sent on by POST. */
export const away = (to: string, headers: Reply['headers'] = []): Reply => ({
  status: 303,
  headers: [['Location', to], ['Cache-Control', 'no-store'], ...headers],
})
