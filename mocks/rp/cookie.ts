import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Json } from './issuer.ts'
import type { Means } from './login.ts'

const NAME = 'session'

/** By which name the browser knows its session. */
export const sessionIdOf = ({ cookies }: Call): string | undefined => cookies.get(NAME)?.split('.', 1)[0]

const attributesFor = ({ eyes, options }: Pick<Means, 'eyes' | 'options'>): string => {
  const others = eyes.has('cookie-open') ? [] : ['HttpOnly', 'SameSite=Lax']
  const secure = options.tls !== undefined && !eyes.has('cookie-clear') ? ['Secure'] : []
  return ['Path=/', ...others, ...secure].join('; ')
}

export const sessionCookie = (id: string, means: Means, claims: Json = {}): Reply['headers'] => {
  const everything = means.eyes.has('claims-in-cookie')
  const known = everything ? `.${Buffer.from(JSON.stringify(claims)).toString('base64url')}` : ''
  return [['Set-Cookie', `${NAME}=${id}${known}; ${attributesFor(means)}`]]
}

export const noCookie: Reply['headers'] = [['Set-Cookie', `${NAME}=; Path=/; Max-Age=0`]]

export const away = (to: string, headers: Reply['headers'] = []): Reply => ({
  status: 302,
  headers: [['Location', to], ['Cache-Control', 'no-store'], ...headers],
})
