import type { Issuer } from '../issuer.ts'
import { authorize } from './authorization.ts'
import { certs } from './certs.ts'
import { discovery, realmPage } from './discovery.ts'
import { furtherRoutes } from './further-routes.ts'
import { introspect } from './introspection.ts'
import { loginRoutes } from './login-routes.ts'
import type { PendingLogins } from './pending.ts'
import { pushedRequests, resolved } from './pushed-request.ts'
import { refusalPage } from './respond.ts'
import { revoke } from './revocation.ts'
import { type Handler, type Route, type Routes, routeAt } from './route.ts'
import { token } from './token.ts'
import { userinfo } from './userinfo.ts'

const documents = (issuer: Issuer): Routes => {
  const shared = { methods: ['GET'], cors: ['GET'], open: true, produces: 'document' } as const
  const document: Route = { name: 'discovery', ...shared, hides: true, handle: () => discovery(issuer) }
  const realm: Route = { name: 'realm', ...shared, cors: ['GET', 'HEAD', 'OPTIONS'], handle: () => realmPage(issuer) }
  const above = issuer.basePath.replace(/\/realms\/[^/]*$/, '')
  const metadata = '/.well-known/oauth-authorization-server'
  const asMetadata = [issuer.basePath + metadata, above + metadata + issuer.basePath.slice(above.length)]
  return [
    [issuer.basePath + issuer.profile.discovery.path, document],
    ...(issuer.dialect.switches.oauthMetadata === true ? asMetadata.map((path) => [path, document] as const) : []),
    [issuer.basePath, realm],
    ...routeAt(issuer, 'jwks', { ...shared, produces: 'json', handle: () => certs(issuer) }),
  ]
}

const endpoints = (issuer: Issuer, authorization: Handler): Routes => {
  const form = { methods: ['POST'], form: true, produces: 'json' } as const
  return [
    ...routeAt(issuer, 'authorization', { methods: ['GET', 'POST'], form: true, cors: 'none', handle: authorization }),
    ...routeAt(issuer, 'token', { methods: ['POST'], form: true, handle: (call) => token(issuer, call) }),
    ...routeAt(issuer, 'userinfo', {
      methods: ['GET', 'POST'],
      cors: ['GET', 'HEAD', 'OPTIONS'],
      produces: 'json',
      handle: (call) => userinfo(issuer, call),
    }),
    ...routeAt(issuer, 'introspection', {
      ...form,
      form: undefined,
      cors: 'none',
      handle: (call) => introspect(issuer, call),
    }),
    ...routeAt(issuer, 'revocation', { ...form, handle: (call) => revoke(issuer, call) }),
  ]
}

export const routesOf = (issuer: Issuer, logins: PendingLogins): ReadonlyMap<string, Route> => {
  const pushed = pushedRequests(issuer)
  const authorization: Handler = async (call) => {
    const request = resolved(pushed, call)
    return 'condition' in request ? refusalPage(issuer, request) : authorize(issuer, logins, request)
  }
  return new Map<string, Route>([
    ...documents(issuer),
    ...endpoints(issuer, authorization),
    ...loginRoutes(issuer, logins),
    ...furtherRoutes(issuer, logins, pushed),
  ])
}
