import { folder, runSite, writeFiles } from '../site.ts'
import { spMetadata } from './metadata.ts'
import { told, UNIQUE_ID } from './told.ts'

const { origin, key, certificate } = told

writeFiles({
  'sp.key': key,
  'sp.crt': certificate,
  'sp.xml': spMetadata({
    entityId: `${origin}/mellon/metadata`,
    origin,
    certificate: certificate.replace(/-----.*?-----|\s/g, ''),
    assertions: `${origin}/mellon/postResponse`,
    logout: `${origin}/mellon/logout`,
  }),
})

const directives = `
MellonCacheSize 1000
MellonLockFile ${folder}/mellon.lock
<Location />
  Require all granted
  MellonEnable info
  MellonEndpointPath /mellon
  MellonSPPrivateKeyFile ${folder}/sp.key
  MellonSPCertFile ${folder}/sp.crt
  MellonSPMetadataFile ${folder}/sp.xml
  MellonIdPMetadataFile ${told.idpMetadata}
  MellonSecureCookie On
  MellonCookieSameSite None
  MellonSetEnvNoPrefix UNIQUE_ID_OF_USER ${UNIQUE_ID}
</Location>
<Location /me>
  Options +Includes
  SetOutputFilter INCLUDES
</Location>
<Location /login>
  AuthType Mellon
  MellonEnable auth
  Require valid-user
</Location>
`

await runSite({
  origin,
  modules: ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'include', 'auth_mellon'],
  directives,
  files: {
    'pages/index.html': 'Welcome',
    'pages/login': 'Welcome',
    'pages/left': 'You are signed out.',
    'pages/me': '<b id="user"><!--#echo var="UNIQUE_ID_OF_USER" --></b>',
  },
})
