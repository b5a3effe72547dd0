import type { Call, Reply } from '#mocks/wire/message.ts'
import { callerOf } from '../caller.ts'
import type { Issuer } from '../issuer.ts'
import { jsonRefusal, type Refusal } from '../refusal.ts'
import { wantsHtml } from './accept.ts'
import { bareRefusal } from './bare-refusal.ts'
import type { Route } from './route.ts'

const allow = (origin: string): Reply['headers'] => [
  ['Access-Control-Allow-Origin', origin],
  ['Access-Control-Allow-Credentials', 'true'],
]

/** What an endpoint that scripts may not call says of itself. */
const described = (issuer: Issuer, methods: readonly string[]): Reply => {
  const describes = issuer.dialect.switches.optionsDescribe === true
  const head = !describes || methods.includes('GET') ? ['HEAD'] : []
  const all = [...head, ...methods.toReversed(), 'OPTIONS'].join(', ')
  if (!describes) return { status: 200, headers: [['Allow', all]] }
  return {
    status: 200,
    headers: [
      ['Allow', all],
      ['Content-Type', 'text/plain;charset=UTF-8'],
    ],
    body: all,
  }
}

/** Preflights are answered for every origin; what a page may read of the answer is decided there. */
export const preflight = (issuer: Issuer, call: Call, route: Route): Reply => {
  const { origin } = call.headers
  if (route.cors === 'none') return described(issuer, route.methods)
  if (!origin) return { status: 200, headers: [] }
  return {
    status: 200,
    headers: [
      ...allow(origin),
      ['Access-Control-Allow-Methods', (route.cors ?? [...route.methods, 'OPTIONS']).join(', ')],
      ['Access-Control-Max-Age', '3600'],
      ['Access-Control-Allow-Headers', issuer.dialect.texts['cors.headers'] ?? ''],
    ],
  }
}

/** Origins of the redirect URIs of the client that calls: the `+` that the registry writes for every client. */
const registeredOrigins = (issuer: Issuer, call: Call): ReadonlySet<string> => {
  const origins = new Set<string>()
  const caller = issuer.clients.get(callerOf(call) ?? '')
  for (const client of caller ? [caller] : issuer.clients.values()) {
    for (const uri of client.redirectUris) if (URL.canParse(uri)) origins.add(new URL(uri).origin)
  }
  return origins
}

/** Newer versions turn scripts of strangers away before they look at what was sent. */
export const refusedOrigin = (issuer: Issuer, call: Call, route: Route): Reply | undefined => {
  const { origin } = call.headers
  const looks = 'http.origin-invalid' in issuer.dialect.conditions && route.cors !== 'none' && !route.open
  if (!origin || !looks || (route.person && wantsHtml(call)) || registeredOrigins(issuer, call).has(origin))
    return undefined
  const refusal: Refusal = { condition: 'http.origin-invalid' }
  return route.name === 'token' || route.name === 'userinfo'
    ? jsonRefusal(issuer, refusal)
    : bareRefusal(issuer, refusal)
}

export const corsHeaders = (issuer: Issuer, call: Call, route: Route | undefined, reply: Reply): Reply['headers'] => {
  const { origin } = call.headers
  if (!origin || !route || route.cors === 'none' || reply.status === 403) return []
  if (reply.headers.some(([name]) => name === 'Access-Control-Allow-Origin')) return []
  if (route.open) return allow(origin)
  // Whom a logout by address answers is a browser.
  if (route.name === 'endSession' && call.method === 'GET') return []
  if (!registeredOrigins(issuer, call).has(origin)) return []
  return [['Access-Control-Expose-Headers', 'Access-Control-Allow-Methods'], ...allow(origin)]
}
