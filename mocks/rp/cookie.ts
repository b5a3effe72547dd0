import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Json } from './issuer.ts'
import type { Eyes } from './looks.ts'

const NAME = 'session'

/** By which name the browser knows its session. */
export const sessionIdOf = ({ cookies }: Call): string | undefined => cookies.get(NAME)?.split('.', 1)[0]

export const sessionCookie = (id: string, eyes: Eyes, claims: Json = {}): Reply['headers'] => {
  const known = eyes.has('claims-in-cookie') ? `.${Buffer.from(JSON.stringify(claims)).toString('base64url')}` : ''
  return [['Set-Cookie', `${NAME}=${id}${known}; Path=/${eyes.has('cookie-open') ? '' : '; HttpOnly; SameSite=Lax'}`]]
}

export const noCookie: Reply['headers'] = [['Set-Cookie', `${NAME}=; Path=/; Max-Age=0`]]

export const away = (to: string, headers: Reply['headers'] = []): Reply => ({
  status: 302,
  headers: [['Location', to], ['Cache-Control', 'no-store'], ...headers],
})
