import { type Call, json, type Reply, withHeaders } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { Machine } from '../machine.ts'
import { wantsHtml } from './accept.ts'
import { corsHeaders, preflight, refusedOrigin } from './cors.ts'
import { outside, refusedAtRoute, refusedAtTheDoor } from './outside.ts'
import { messageOf, UNCACHED } from './pages.ts'
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

/** As newer versions refuse at userinfo. */
const isBareText = ({ body, headers }: Reply): boolean =>
  !body && headers.some(([name, value]) => name === 'Content-Type' && value.startsWith('text/plain'))

/** Empty answers to what changes nothing show nothing that could be framed. */
const frameless = ({ method }: Call, reply: Reply): boolean =>
  method !== 'POST' && (reply.status === 302 || method === 'OPTIONS' || isBareText(reply))

/** What an answer to a form may do in caches is left to those who ask twice. */
const isIdle = (call: Call, [name, value]: Reply['headers'][number]): boolean =>
  call.method === 'POST' && name === 'Cache-Control' && value === 'no-cache'

const withSecurity = (issuer: Issuer, route: Route | undefined, call: Call, given: Reply): Reply => {
  const silent = issuer.dialect.switches.formsUncached !== true
  const reply = silent ? { ...given, headers: given.headers.filter((header) => !isIdle(call, header)) } : given
  const newer = issuer.dialect.switches.robotsNotXss === true
  const kept = newer ? reply.headers.filter(([name]) => name !== 'X-XSS-Protection') : reply.headers
  const set = new Set<string>(kept.map(([name]) => name))
  if (route?.framed || frameless(call, reply)) set.add('X-Frame-Options')
  const added = (newer ? NEWER : SECURITY).filter(([name]) => !set.has(name))
  return { ...reply, headers: [...added, ...kept] }
}

const dispatch = async (issuer: Issuer, route: Route | undefined, call: Call): Promise<Reply> => {
  if (route && call.method === 'OPTIONS') return preflight(issuer, call, route)
  const refusal = refusedAtRoute(issuer, route, call)
  if (refusal || !route) return outside(issuer, call, refusal ?? { condition: 'http.not-found' })
  return refusedOrigin(issuer, call, route) ?? route.handle(call)
}

/** Newer versions tell programs in JSON what they would show to people. */
const forPrograms = (issuer: Issuer, call: Call, reply: Reply): Reply => {
  const error = issuer.dialect.switches.errorsNegotiate === true ? messageOf(reply) : undefined
  const asked = /\bjson\b/.test(call.headers.accept ?? '') && !wantsHtml(call)
  return error !== undefined && asked ? json(reply.status, { error }) : reply
}

const isJsonError = ({ status, headers }: Reply): boolean =>
  status >= 400 && headers.some(([name, value]) => name === 'Content-Type' && value.startsWith('application/json'))

const LOGOUT = /\/logout(?:\/logout-confirm)?$/

/** Newer versions say of every end of a session what older ones say of the pages only. */
const ofLogout = (issuer: Issuer, call: Call, reply: Reply): Reply => {
  const says = issuer.dialect.switches.formsUncached === true && reply.status !== 500 && LOGOUT.test(call.path)
  const kept =
    reply.headers.some(([name]) => name === 'Cache-Control') ||
    (call.method !== 'GET' && (call.method !== 'POST' || isJsonError(reply)))
  return says && !kept ? withHeaders(reply, [['Cache-Control', 'no-cache']]) : reply
}

/** No page of a login may be kept, whatever it says. */
const ofLogin = (issuer: Issuer, call: Call, reply: Reply): Reply => {
  const kept = reply.headers.some(([name]) => name === 'Cache-Control')
  return kept || !call.path.startsWith(`${issuer.basePath}/login-actions/`) ? reply : withHeaders(reply, [UNCACHED])
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
      const stopped = refusedAtTheDoor(issuer, call)
      if (stopped) return stopped
      const route = routeOf(call)
      const reply = ofLogout(
        issuer,
        call,
        ofLogin(issuer, call, forPrograms(issuer, call, await dispatch(issuer, route, call))),
      )
      return withHeaders(withSecurity(issuer, route, call, reply), corsHeaders(issuer, call, route, reply))
    },
  }
}
