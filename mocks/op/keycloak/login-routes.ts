import type { Issuer } from '../issuer.ts'
import { consent, requiredAction } from './consent.ts'
import { authenticate, startAgain } from './login.ts'
import type { PendingLogins } from './pending.ts'
import type { Route, Routes } from './route.ts'

type Step = (issuer: Issuer, logins: PendingLogins, call: Parameters<Route['handle']>[0]) => ReturnType<Route['handle']>

/** Where the pages of a login lead: Keycloak's addresses, which monitoring scripts know. */
export const loginRoutes = (issuer: Issuer, logins: PendingLogins): Routes => {
  const at = (path: string, name: string, methods: readonly string[], step: Step): Routes[number] => [
    `${issuer.basePath}/login-actions/${path}`,
    { name, methods, cors: 'none', hides: true, handle: (call) => step(issuer, logins, call) },
  ]
  return [
    at('authenticate', 'login', ['GET', 'POST'], authenticate),
    at('restart', 'login', ['GET'], startAgain),
    at('required-action', 'consent', ['GET', 'POST'], requiredAction),
    at('consent', 'consent', ['POST'], consent),
  ]
}
