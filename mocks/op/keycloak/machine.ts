import { type Call, type Reply, withHeaders } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { Machine } from '../machine.ts'
import { corsHeaders, preflight, refusedOrigin } from './cors.ts'
import { outside, refusedAtRoute, refusedAtTheDoor } from './outside.ts'
import { pendingLogins } from './pending.ts'
import type { Route } from './route.ts'
import { routesOf } from './routes.ts'

const SECURITY = [
  ['Referrer-Policy', 'no-referrer'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-XSS-Protection', '1; mode=block'],
] as const

/** Later additions: programs are told to keep answers out of search engines, browsers no longer how to guess at scripts. */
const NEWER = [...SECURITY.slice(0, -1), ['X-Robots-Tag', 'none']] as const

const withSecurity = (issuer: Issuer, route: Route | undefined, reply: Reply): Reply => {
  const newer = issuer.dialect.switches.robotsNotXss === true
  const kept = newer ? reply.headers.filter(([name]) => name !== 'X-XSS-Protection') : reply.headers
  const set = new Set<string>(kept.map(([name]) => name))
  if (route?.framed) set.add('X-Frame-Options')
  const added = (newer ? NEWER : SECURITY).filter(([name]) => !set.has(name))
  return { ...reply, headers: [...added, ...kept] }
}

const dispatch = async (issuer: Issuer, route: Route | undefined, call: Call): Promise<Reply> => {
  const stopped = refusedAtTheDoor(issuer, call)
  if (stopped) return stopped
  if (route && call.method === 'OPTIONS') return preflight(issuer, call, route)
  const refusal = refusedAtRoute(issuer, route, call)
  if (refusal || !route) return outside(issuer, call, refusal ?? { condition: 'http.not-found' })
  return refusedOrigin(issuer, call, route) ?? route.handle(call)
}

/** A slash at the end, and parameters of a path segment, make no other resource. */
const bare = (path: string): string => path.replace(/;[^/]*/g, '').replace(/\/$/, '')

export const keycloakMachine = (issuer: Issuer): Machine => {
  const logins = pendingLogins(issuer.profile.lifetimes.login, issuer.now)
  const routes = routesOf(issuer, logins)
  const routeOf = (call: Call): Route | undefined => routes.get(call.path) ?? routes.get(bare(call.path))
  return {
    usesEngine: true,
    endpointOf: (call) => routeOf(call)?.name ?? 'other',
    handle: async (call) => {
      const route = routeOf(call)
      const reply = await dispatch(issuer, route, call)
      return withHeaders(withSecurity(issuer, route, reply), corsHeaders(issuer, call, route, reply))
    },
  }
}
