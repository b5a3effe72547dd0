import type { Call } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { wantsHtml } from './accept.ts'
import { authenticateByBackchannel } from './backchannel-authentication.ts'
import { checkSessionFrame, checkSessionInit } from './check-session.ts'
import { deviceStatusPage } from './device-pages.ts'
import { requestDevice } from './device-request.ts'
import { verifyUserCode } from './device-verification.ts'
import { confirmLogout, logout } from './logout.ts'
import type { PendingLogins } from './pending.ts'
import { pendingLogouts } from './pending-logouts.ts'
import { type PushedRequests, pushRequest } from './pushed-request.ts'
import { register } from './registration.ts'
import { type Route, type Routes, routeAt } from './route.ts'

const logoutRoutes = (issuer: Issuer): Routes => {
  const logouts = pendingLogouts(issuer)
  return [
    ...routeAt(issuer, 'endSession', {
      methods: ['GET', 'POST'],
      handle: (call) => logout(issuer, logouts, call),
      form: true,
      person: true,
      cors: ['GET', 'HEAD', 'OPTIONS'],
    }),
    ...routeAt(
      issuer,
      'endSession',
      { methods: ['GET', 'POST'], handle: (call) => confirmLogout(issuer, logouts, call), form: true, person: true },
      '/logout-confirm',
    ),
  ]
}

/** One resource at both addresses: forms of browsers go to the page, all others are requests of devices. */
const deviceRoutes = (issuer: Issuer, logins: PendingLogins): Routes => {
  const handle: Route['handle'] = (call) =>
    call.method === 'POST' && !wantsHtml(call) ? requestDevice(issuer, call) : verifyUserCode(issuer, logins, call)
  const route = { methods: ['GET', 'POST'], handle, form: true, person: true, cors: ['POST', 'OPTIONS'] } as const
  const status = { methods: ['GET'], handle: async (call: Call) => deviceStatusPage(issuer, call.query.get('error')) }
  return [
    ...routeAt(issuer, 'deviceAuthorization', route),
    ...routeAt(issuer, 'deviceVerification', route),
    ...routeAt(issuer, 'deviceVerification', status, '/status'),
  ]
}

const checkSessionRoutes = (issuer: Issuer): Routes => {
  const frame: Omit<Route, 'name'> = { methods: ['GET'], handle: checkSessionFrame, framed: true }
  const init: Omit<Route, 'name'> = {
    methods: ['GET'],
    handle: (call) => checkSessionInit(issuer, call),
    framed: true,
  }
  return [...routeAt(issuer, 'checkSession', frame), ...routeAt(issuer, 'checkSession', init, '/init')]
}

const clientRoutes = (issuer: Issuer, pushed: PushedRequests): Routes => [
  ...routeAt(issuer, 'pushedAuthorization', {
    methods: ['POST'],
    handle: (call) => pushRequest(issuer, pushed, call),
    form: true,
    cors: 'none',
  }),
  ...routeAt(issuer, 'backchannelAuthentication', {
    methods: ['POST'],
    handle: (call) => authenticateByBackchannel(issuer, call),
    form: true,
    cors: 'none',
  }),
  ...routeAt(issuer, 'registration', { methods: ['POST'], hides: true, handle: (call) => register(issuer, call) }),
]

/** What is beside the login itself: endings, devices, and what comes before a request. */
export const furtherRoutes = (issuer: Issuer, logins: PendingLogins, pushed: PushedRequests): Routes => [
  ...logoutRoutes(issuer),
  ...deviceRoutes(issuer, logins),
  ...checkSessionRoutes(issuer),
  ...clientRoutes(issuer, pushed),
]
