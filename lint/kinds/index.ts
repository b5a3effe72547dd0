import type { Kind } from '../kind.ts'
import { discoveryDocument } from './discovery-document.ts'
import { entitlementList } from './entitlements.ts'
import { environment } from './environment.ts'
import { keycloakAdapter } from './keycloak-adapter.ts'
import { modAuthOpenidc } from './mod-auth-openidc.ts'
import { oauth2Proxy } from './oauth2-proxy.ts'
import { postLogoutList, redirectUriList } from './redirect-uris.ts'
import { simpleOidcClientPhp } from './simple-oidc-client-php.ts'
import { springProperties, springYaml } from './spring.ts'

/** The first that fits is the one. */
export const kinds: readonly Kind[] = [
  simpleOidcClientPhp,
  keycloakAdapter,
  springYaml,
  springProperties,
  modAuthOpenidc,
  oauth2Proxy,
  discoveryDocument,
  entitlementList,
  redirectUriList,
  postLogoutList,
  environment,
]
