import type { Issuer } from '../issuer.ts'
import { confirmLogout, logout } from './logout.ts'
import { pendingLogouts } from './pending-logouts.ts'
import { type Routes, routeAt } from './route.ts'

const logoutRoutes = (issuer: Issuer): Routes => {
  const logouts = pendingLogouts(issuer)
  return [
    ...routeAt(issuer, 'endSession', {
      methods: ['GET', 'POST'],
      handle: (call) => logout(issuer, logouts, call),
      form: true,
    }),
    ...routeAt(
      issuer,
      'endSession',
      { methods: ['POST'], handle: (call) => confirmLogout(issuer, logouts, call), form: true },
      '/logout-confirm',
    ),
  ]
}

/** What is beside the login itself: endings, devices, and what comes before a request. */
export const furtherRoutes = (issuer: Issuer): Routes => [...logoutRoutes(issuer)]
