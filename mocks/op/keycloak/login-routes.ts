import type { Issuer } from '../issuer.ts'
import { authenticate, consent, revisit } from './login.ts'
import type { PendingLogins } from './pending.ts'
import type { Handler, Routes } from './route.ts'

/** Where the pages of a login lead: Keycloak's addresses, which monitoring scripts know. */
export const loginRoutes = (issuer: Issuer, logins: PendingLogins): Routes => {
  const actions = `${issuer.basePath}/login-actions`
  const login: Handler = (call) => (call.method === 'POST' ? authenticate : revisit)(issuer, logins, call)
  return [
    [`${actions}/authenticate`, { name: 'login', methods: ['GET', 'POST'], cors: 'none', handle: login }],
    [
      `${actions}/consent`,
      { name: 'consent', methods: ['POST'], cors: 'none', handle: (call) => consent(issuer, logins, call) },
    ],
  ]
}
