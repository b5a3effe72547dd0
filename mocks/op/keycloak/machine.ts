import type { EndpointName } from '#fixtures/schema/profile.ts'
import { type Call, mediaType, type Reply, withHeaders } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { Machine } from '../machine.ts'
import { authorize } from './authorization.ts'
import { corsHeaders, preflight } from './cors.ts'
import { certs, discovery } from './documents.ts'
import { furtherRoutes } from './further-routes.ts'
import { introspect } from './introspection.ts'
import { authenticate, consent, revisit } from './login.ts'
import { errorPage } from './pages.ts'
import { type PendingLogins, pendingLogins } from './pending.ts'
import { pushedRequests, resolved } from './pushed-request.ts'
import { jsonRefusal, type Refusal } from './refusal.ts'
import { refusalPage } from './respond.ts'
import { revoke } from './revocation.ts'
import { type Handler, type Route, wantsHtml } from './route.ts'
import { token } from './token.ts'
import { userinfo } from './userinfo.ts'

const SECURITY = [
  ['Referrer-Policy', 'no-referrer'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-XSS-Protection', '1; mode=block'],
] as const

const routesOf = (issuer: Issuer, logins: PendingLogins): ReadonlyMap<string, Route> => {
  const { endpoints } = issuer.profile
  const at = (name: EndpointName, methods: readonly string[], handle: Handler, form?: true) => {
    const path = endpoints[name]
    return path === undefined ? [] : [[path, { name, methods, handle, form }] as const]
  }
  const document = { name: 'discovery', methods: ['GET'], handle: () => discovery(issuer) }
  const discoveryPath = issuer.basePath + issuer.profile.discovery.path
  const actions = `${issuer.basePath}/login-actions`
  const pushed = pushedRequests(issuer)
  const authorization: Handler = async (call) => {
    const request = resolved(pushed, call)
    return 'condition' in request ? refusalPage(issuer, request) : authorize(issuer, logins, request)
  }
  return new Map<string, Route>([
    [discoveryPath, document],
    [`${discoveryPath}/`, document],
    ...at('jwks', ['GET'], () => certs(issuer)),
    ...at('authorization', ['GET', 'POST'], authorization, true),
    ...at('token', ['POST'], (call) => token(issuer, call), true),
    ...at('userinfo', ['GET', 'POST'], (call) => userinfo(issuer, call)),
    ...at('introspection', ['POST'], (call) => introspect(issuer, call), true),
    ...at('revocation', ['POST'], (call) => revoke(issuer, call), true),
    [
      `${actions}/authenticate`,
      {
        name: 'login',
        methods: ['GET', 'POST'],
        handle: (call) => (call.method === 'POST' ? authenticate : revisit)(issuer, logins, call),
      },
    ],
    ...furtherRoutes(issuer, logins, pushed),
    [`${actions}/consent`, { name: 'consent', methods: ['POST'], handle: (call) => consent(issuer, logins, call) }],
  ])
}

/** What the server itself answers, outside every endpoint: JSON for programs, a page for browsers. */
const outside = (issuer: Issuer, call: Call, refusal: Refusal): Reply => {
  const reply = jsonRefusal(issuer, refusal)
  if (!wantsHtml(call)) return { ...reply, headers: reply.headers.filter(([name]) => name === 'Content-Type') }
  return errorPage(
    issuer,
    reply.status,
    reply.status === 404 ? 'Page not found' : 'An internal server error has occurred',
  )
}

const unknownPath = (issuer: Issuer, call: Call): Refusal => {
  const realms = issuer.basePath.slice(0, issuer.basePath.lastIndexOf('/') + 1)
  const below = `${issuer.basePath}/`
  if (call.path.startsWith(`${below}protocol/`) && !call.path.startsWith(`${below}protocol/openid-connect`)) {
    return { condition: 'http.protocol-unknown' }
  }
  const otherRealm = call.path.startsWith(realms) && !`${call.path}/`.startsWith(below)
  return otherRealm
    ? { condition: 'http.realm-unknown' }
    : { condition: 'http.not-found', values: { url: issuer.origin + call.path } }
}

const dispatch = async (issuer: Issuer, route: Route | undefined, call: Call): Promise<Reply> => {
  if (!route) return outside(issuer, call, unknownPath(issuer, call))
  if (call.method === 'OPTIONS') return preflight(call, route.methods)
  const method = call.method === 'HEAD' ? 'GET' : call.method
  if (!route.methods.includes(method)) {
    return outside(issuer, call, { condition: 'http.method-not-allowed', values: { method: call.method } })
  }
  const type = mediaType(call.headers)
  if (route.form && method === 'POST' && type !== '' && call.form === undefined) {
    return outside(issuer, call, { condition: 'http.unsupported-media-type' })
  }
  return route.handle(call)
}

export const keycloakMachine = (issuer: Issuer): Machine => {
  const logins = pendingLogins(issuer.profile.lifetimes.login, issuer.now)
  const routes = routesOf(issuer, logins)
  return {
    endpointOf: (call) => routes.get(call.path)?.name ?? 'other',
    handle: async (call) => {
      // A percent sign that encodes nothing never reaches an endpoint.
      if (/%(?![0-9a-f]{2})/i.test(call.target)) return { status: 400, headers: [] }
      const route = routes.get(call.path)
      const reply = await dispatch(issuer, route, call)
      const set = new Set(reply.headers.map(([name]) => name))
      if (route?.framed) set.add('X-Frame-Options')
      const security = SECURITY.filter(([name]) => !set.has(name))
      return withHeaders({ ...reply, headers: [...security, ...reply.headers] }, corsHeaders(issuer, call, reply))
    },
  }
}
