import { randomUUID } from 'node:crypto'
import { SCOPE, told } from './service.ts'
import { runSite } from './site.ts'

const directives = `
OIDCProviderMetadataURL ${process.env.DISCOVERY}
OIDCClientID ${told.clientId}
OIDCClientSecret ${told.secret}
OIDCRedirectURI ${told.redirectUri}
OIDCCryptoPassphrase ${randomUUID()}
OIDCScope "${SCOPE}"
OIDCCABundlePath ${process.env.CA_FILE}
${told.careful ? 'OIDCPKCEMethod S256\nOIDCCookieSameSite On' : ''}

<Location />
  AuthType openid-connect
  Require valid-user
</Location>
<Location /me>
  OIDCUnAuthAction 401
  Options +Includes
  SetOutputFilter INCLUDES
</Location>
<Location /left>
  Require all granted
</Location>
`

await runSite({
  origin: told.origin,
  modules: ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'include', 'auth_openidc'],
  directives,
  files: {
    'pages/index.html': 'Welcome',
    'pages/login': 'Welcome',
    'pages/left': 'You are signed out.',
    'pages/me': '<b id="user"><!--#echo var="OIDC_CLAIM_sub" --></b>',
  },
})
