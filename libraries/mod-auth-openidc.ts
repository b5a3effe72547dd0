// Apache as a folder of its own: nothing of the machine's configuration is read, nothing is left behind.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apache } from './apache.ts'
import { SCOPE, told } from './service.ts'

const MODULES = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'include', 'auth_openidc']

const folder = mkdtempSync(join(tmpdir(), 'aai-apache-'))
const pages = join(folder, 'pages')
const log = join(folder, 'error.log')

const { host, port } = new URL(told.origin)
const configuration = `
ServerRoot "${folder}"
ServerName ${host}
UseCanonicalName On
PidFile "${folder}/apache.pid"
Mutex file:${folder}
ErrorLog "${log}"
Listen 127.0.0.1:${port}
${MODULES.map((name) => `LoadModule ${name}_module ${apache.modules}/mod_${name}.so`).join('\n')}
DocumentRoot "${pages}"

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

mkdirSync(pages)
writeFileSync(join(pages, 'index.html'), 'Welcome')
writeFileSync(join(pages, 'login'), 'Welcome')
writeFileSync(join(pages, 'left'), 'You are signed out.')
writeFileSync(join(pages, 'me'), '<b id="user"><!--#echo var="OIDC_CLAIM_sub" --></b>')
writeFileSync(join(folder, 'apache.conf'), configuration)

const server = spawn(apache.program, ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'], { stdio: 'inherit' })
process.on('SIGTERM', () => server.kill('SIGTERM'))
server.on('exit', (code) => {
  if (code && existsSync(log)) console.error(readFileSync(log, 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  process.exit(code ?? 1)
})
