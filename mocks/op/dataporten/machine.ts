import type { EndpointName } from '#fixtures/schema/profile.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { Machine } from '../machine.ts'
import { refused } from './answers.ts'
import { authorize } from './authorization.ts'
import { discovery, jwks } from './documents.ts'
import { endSessionEndpoint, logOutHere } from './end-session.ts'
import { GROUPS, groups, groupTypes } from './groups.ts'
import { type BrowserSession, withSession } from './session.ts'
import {
  answerConsent,
  answering,
  answerWarning,
  chooseAccount,
  chooseOrganisation,
  confirmFactor,
  logIn,
} from './steps.ts'
import { token } from './token.ts'
import { PATHS } from './urls.ts'
import { userinfo } from './userinfo.ts'
import { extendedUserinfo, oldUserinfo } from './userinfo-old.ts'

interface Route {
  /** For the record of requests. */
  readonly name: string
  readonly methods: readonly string[]
  readonly handle: (call: Call) => Reply
  /** For programs: scripts of every site may read the answer. */
  readonly open?: true
}

type Routes = readonly (readonly [path: string, route: Route])[]

const PREFLIGHT = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Methods', 'GET, POST, OPTIONS'],
  ['Access-Control-Allow-Headers', 'Authorization, X-Requested-With, Origin, Accept, Content-Type'],
] as const

const GET = ['GET']
const BOTH = ['GET', 'POST']

const routeAt = (issuer: Issuer, name: EndpointName, route: Omit<Route, 'name'>): Routes => {
  const path = issuer.profile.endpoints[name]
  return path === undefined ? [] : [[path, { name, ...route }]]
}

const programs = (issuer: Issuer): Routes => {
  const discoveryPath = issuer.basePath + issuer.profile.discovery.path
  const document: Route = { name: 'discovery', methods: GET, handle: () => discovery(issuer), open: true }
  const api = (handle: (issuer: Issuer, call: Call) => Reply): Route => ({
    name: 'other',
    methods: GET,
    handle: (call) => handle(issuer, call),
    open: true,
  })
  return [
    [discoveryPath, document],
    [`${discoveryPath}/`, document],
    ...routeAt(issuer, 'jwks', { methods: GET, handle: () => jwks(issuer), open: true }),
    // The endpoint itself says that it takes forms.
    ...routeAt(issuer, 'token', {
      methods: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
      handle: (call) => token(issuer, call),
      open: true,
    }),
    ...routeAt(issuer, 'userinfo', { methods: BOTH, handle: (call) => userinfo(issuer, call), open: true }),
    ['/userinfo', api(oldUserinfo)],
    ['/userinfo/v1/userinfo', api(extendedUserinfo)],
    [GROUPS, api(groups)],
    ['/groups/grouptypes', api(groupTypes)],
  ]
}

const pages = (issuer: Issuer): Routes => {
  const by = (handle: (issuer: Issuer, call: Call, session: BrowserSession) => Reply) =>
    withSession(issuer, (call, session) => handle(issuer, call, session))
  const step = (name: string, handle: Parameters<typeof answering>[0]): Route => ({
    name,
    methods: BOTH,
    handle: by(answering(handle)),
  })
  return [
    ...routeAt(issuer, 'authorization', { methods: BOTH, handle: by(authorize) }),
    ...routeAt(issuer, 'endSession', { methods: BOTH, handle: by(endSessionEndpoint) }),
    ['/logout', { name: 'other', methods: GET, handle: by(logOutHere) }],
    [PATHS.chooser, step('login', chooseAccount)],
    [PATHS.organisation, step('login', chooseOrganisation)],
    [PATHS.login, step('login', logIn)],
    [PATHS.factor, step('login', confirmFactor)],
    [PATHS.warning, step('login', answerWarning)],
    [PATHS.consent, step('consent', answerConsent)],
  ]
}

const dispatch = (issuer: Issuer, route: Route | undefined, call: Call): Reply => {
  if (!route) return refused(issuer, { condition: 'http.not-found', values: { path: call.path } })
  if (call.method === 'OPTIONS' && route.open) return { status: 200, headers: PREFLIGHT }
  const method = call.method === 'HEAD' ? 'GET' : call.method
  if (route.methods.includes(method)) return route.handle(call)
  const refusal = refused(issuer, { condition: 'http.method-not-allowed', values: { method: call.method } })
  return { ...refusal, headers: [...refusal.headers, ['Allow', route.methods.join(', ')]] }
}

const withHeaders = (issuer: Issuer, route: Route | undefined, reply: Reply): Reply => {
  const set = new Set(reply.headers.map(([name]) => name))
  const open = route?.open ? [['Access-Control-Allow-Origin', '*'] as const] : []
  const always = [
    ...open,
    ['X-Content-Type-Options', 'nosniff'] as const,
    ...(issuer.secure ? [['Strict-Transport-Security', 'max-age=31536000'] as const] : []),
  ]
  return { ...reply, headers: [...always.filter(([name]) => !set.has(name)), ...reply.headers] }
}

/** Dataporten: the request is looked at before its user, who then chooses an account, an organisation, and logs in there. */
export const dataportenMachine = (issuer: Issuer): Machine => {
  const routes = new Map<string, Route>([...programs(issuer), ...pages(issuer)])
  const routeOf = ({ path }: Call) => routes.get(path.startsWith(`${GROUPS}/`) ? GROUPS : path)
  return {
    usesEngine: false,
    endpointOf: (call) => routeOf(call)?.name ?? 'other',
    handle: async (call) => {
      const route = routeOf(call)
      return withHeaders(issuer, route, dispatch(issuer, route, call))
    },
  }
}
