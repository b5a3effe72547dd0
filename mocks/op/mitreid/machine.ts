import type { EndpointName } from '#fixtures/schema/profile.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { Machine } from '../machine.ts'
import { refused } from './answers.ts'
import { authorize } from './authorization.ts'
import { requestDevice } from './device-request.ts'
import { verifyDevice } from './device-verification.ts'
import { discovery, jwks, webfinger } from './documents.ts'
import { endSessionEndpoint, samlLogout } from './end-session.ts'
import { introspect } from './introspection.ts'
import { authenticate, loginPage, logOutHere } from './login.ts'
import { homePage } from './pages.ts'
import { revoke } from './revocation.ts'
import { type BrowserSession, withSession } from './session.ts'
import { token } from './token.ts'
import { takesJson, userinfo } from './userinfo.ts'

interface Route {
  /** For the record of requests. */
  readonly name: string
  /** Absent: all of them. */
  readonly methods?: readonly string[]
  readonly handle: (call: Call) => Reply | Promise<Reply>
  /** For programs: scripts of every site may read the answer. */
  readonly open?: true
  /** What it gives is JSON, whatever was asked for. */
  readonly json?: true
  /** Answers a question about what it allows without looking at anything else. */
  readonly preflight?: true
}

type Routes = readonly (readonly [path: string, route: Route])[]

const ALL_METHODS = 'GET, HEAD, POST, PUT, DELETE, TRACE, OPTIONS, PATCH'

const SECURITY = [
  ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ['Pragma', 'no-cache'],
  ['Expires', '0'],
  ['X-XSS-Protection', '1; mode=block'],
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
] as const

const PREFLIGHT = [
  ['Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE'],
  ['Access-Control-Allow-Headers', 'X-Requested-With,Origin,Content-Type, Accept, Authorization'],
] as const

const routeAt = (issuer: Issuer, name: EndpointName, route: Omit<Route, 'name'>, below = ''): Routes => {
  const path = issuer.profile.endpoints[name]
  return path === undefined ? [] : [[path + below, { name, ...route }]]
}

const programs = (issuer: Issuer): Routes => {
  const discoveryPath = `${issuer.basePath}/${issuer.profile.discovery.path.replace(/^\//, '')}`
  const document: Route = { name: 'discovery', handle: () => discovery(issuer), open: true, preflight: true }
  const well: Route = { name: 'other', handle: (call) => webfinger(issuer, call), open: true, preflight: true }
  const open = true
  return [
    [discoveryPath, document],
    [`${discoveryPath}/`, document],
    [`${issuer.basePath}/.well-known/webfinger`, well],
    ...routeAt(issuer, 'jwks', { handle: () => jwks(issuer), open, preflight: true, json: true }),
    ...routeAt(issuer, 'token', { handle: (call) => token(issuer, call), open }),
    ...routeAt(issuer, 'userinfo', {
      methods: ['GET', 'POST'],
      handle: (call) => userinfo(issuer, call),
      open,
      preflight: true,
    }),
    ...routeAt(issuer, 'introspection', { handle: (call) => introspect(issuer, call), open }),
    ...routeAt(issuer, 'revocation', { handle: (call) => revoke(issuer, call), open }),
    ...routeAt(issuer, 'deviceAuthorization', {
      methods: ['POST'],
      handle: (call) => requestDevice(issuer, call),
      open,
      preflight: true,
    }),
    ...routeAt(issuer, 'registration', {
      methods: ['POST'],
      handle: () => refused(issuer, { condition: 'registration.closed' }),
      open,
      preflight: true,
    }),
  ]
}

const pages = (issuer: Issuer): Routes => {
  const by = (handle: (issuer: Issuer, call: Call, session: BrowserSession) => Reply) =>
    withSession(issuer, (call, session) => handle(issuer, call, session))
  const [show, check] = [by(loginPage), by(authenticate)]
  const login: Route = {
    name: 'login',
    methods: ['GET', 'POST'],
    handle: (call) => (call.method === 'POST' ? check : show)(call),
  }
  const both = ['GET', 'POST']
  const device = by(verifyDevice)
  return [
    [`${issuer.basePath}/login`, login],
    [`${issuer.basePath}/`, { name: 'other', methods: ['GET'], handle: () => homePage(issuer) }],
    [`${issuer.basePath}/logout`, { name: 'other', methods: ['POST'], handle: by(logOutHere) }],
    ...routeAt(issuer, 'authorization', { methods: both, handle: by(authorize) }),
    ...routeAt(issuer, 'deviceVerification', { methods: ['GET'], handle: device }),
    ...routeAt(issuer, 'deviceVerification', { methods: ['POST'], handle: device }, '/verify'),
    ...routeAt(issuer, 'deviceVerification', { methods: ['POST'], handle: device }, '/approve'),
    ...routeAt(issuer, 'endSession', { methods: both, handle: by(endSessionEndpoint) }),
    ...routeAt(issuer, 'legacyLogout', { methods: ['GET'], handle: by(samlLogout) }),
  ]
}

const preflightReply = (call: Call): Reply => {
  const asks = call.headers.origin !== undefined && call.headers['access-control-request-method'] !== undefined
  return { status: 200, headers: [...(asks ? PREFLIGHT : []), ['Allow', ALL_METHODS]] }
}

/** Of request line and headers together. */
const isTooLarge = (issuer: Issuer, call: Call): boolean => {
  const longest = issuer.dialect.switches.longestHead
  const headers = Object.entries(call.headers).reduce(
    (sum, [name, value]) => sum + name.length + String(value).length,
    0,
  )
  return typeof longest === 'number' && call.target.length + headers > longest
}

const dispatch = async (issuer: Issuer, route: Route | undefined, call: Call): Promise<Reply> => {
  if (isTooLarge(issuer, call)) return refused(issuer, { condition: 'http.head-too-large' })
  const reads = call.method === 'GET' || call.method === 'HEAD'
  if (!route && !reads && call.path.startsWith(`${issuer.basePath}/`)) {
    return refused(issuer, { condition: 'http.form-not-allowed' })
  }
  if (!route) return refused(issuer, { condition: 'http.not-found', values: { path: call.path } })
  if (route.json && !takesJson(call)) return refused(issuer, { condition: 'userinfo.not-acceptable' })
  if (call.method === 'OPTIONS' && route.preflight) return preflightReply(call)
  // Spring's endpoint itself takes the form of the approval only.
  if (call.method === 'OPTIONS' && route.name === 'authorization') return { status: 200, headers: [['Allow', 'POST']] }
  const method = call.method === 'HEAD' ? 'GET' : call.method
  if (route.methods && !route.methods.includes(method)) {
    // The page that says so answers GET only, so that nothing but the status is left of it for others.
    return method === 'GET'
      ? refused(issuer, { condition: 'http.method-not-allowed', values: { method } })
      : refused(issuer, { condition: 'http.form-not-allowed' })
  }
  return route.handle(call)
}

const withHeaders = (route: Route | undefined, reply: Reply): Reply => {
  const set = new Set(reply.headers.map(([name]) => name))
  // Who says nothing of its age but that nobody may keep it, says nothing to older caches.
  const brief = reply.status === 302 && set.has('Cache-Control')
  const security = SECURITY.filter(([name]) => !set.has(name) && !(brief && (name === 'Pragma' || name === 'Expires')))
  const open = route?.open ? [['Access-Control-Allow-Origin', '*'] as const] : []
  return { ...reply, headers: [...open, ...security, ...reply.headers] }
}

/** MITREid Connect: who comes to the authorization endpoint logs in first, and hears afterwards what the request was worth. */
export const mitreidMachine = (issuer: Issuer): Machine => {
  const routes = new Map<string, Route>([...programs(issuer), ...pages(issuer)])
  return {
    usesEngine: false,
    endpointOf: (call) => routes.get(call.path)?.name ?? 'other',
    handle: async (call) => {
      const route = routes.get(call.path)
      return withHeaders(route, await dispatch(issuer, route, call))
    },
  }
}
