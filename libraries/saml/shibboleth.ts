import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as passing } from 'node:timers/promises'
import { apache } from '../apache.ts'
import { folder, runSite, writeFiles } from '../site.ts'
import { told, UNIQUE_ID } from './told.ts'

const { origin, key, certificate } = told
const ETC = '/etc/shibboleth'
const socket = `${folder}/shibd.sock`

/** Debian's shibboleth2.xml with the values of this service; without TLS, since the site has none. */
const configuration = `<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" clockSkew="180">
  <OutOfProcess logger="${folder}/shibd.logger"/>
  <InProcess logger="${folder}/native.logger"/>
  <UnixListener address="${socket}"/>
  <ApplicationDefaults entityID="${origin}/shibboleth" REMOTE_USER="uniqueId" signing="true">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false"
        handlerSSL="false" cookieProps="${told.careful ? '; path=/; HttpOnly; SameSite=Lax' : 'http'}" redirectLimit="exact">
      <SSO entityID="${told.idpEntityId}" ${told.careful ? 'policyId="blockUnsolicited"' : ''}>SAML2</SSO>
      <Logout>SAML2 Local</Logout>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
    </Sessions>
    <Errors supportContact="support@sp.example"/>
    <MetadataProvider type="XML" validate="true" path="${told.idpMetadata}"/>
    <AttributeExtractor type="XML" validate="true" path="${folder}/attribute-map.xml"/>
    <AttributeFilter type="XML" validate="true" path="${ETC}/attribute-policy.xml"/>
    <CredentialResolver type="File" key="${folder}/sp.key" certificate="${folder}/sp.crt"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="true" path="${ETC}/security-policy.xml"/>
  <ProtocolProvider type="XML" validate="true" path="${ETC}/protocols.xml"/>
</SPConfig>
`

const attributes = `<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Attribute name="${UNIQUE_ID}" id="uniqueId">
    <AttributeDecoder xsi:type="ScopedAttributeDecoder"/>
  </Attribute>
</Attributes>
`

const logger = (file: string): string => `log4j.rootCategory=INFO, file
log4j.appender.file=org.apache.log4j.FileAppender
log4j.appender.file.fileName=${folder}/${file}
log4j.appender.file.layout=org.apache.log4j.PatternLayout
log4j.appender.file.layout.ConversionPattern=%d{%H:%M:%S} %p %c %x: %m%n
`

writeFiles({
  'sp.key': key,
  'sp.crt': certificate,
  'shibboleth2.xml': configuration,
  'attribute-map.xml': attributes,
  'shibd.logger': logger('shibd.log'),
  'native.logger': logger('native.log'),
})

const directives = `
LoadModule mod_shib ${apache.modules}/mod_shib.so
ShibConfig ${folder}/shibboleth2.xml
<Location />
  AuthType shibboleth
  Require shibboleth
</Location>
<Location /me>
  Options +Includes
  SetOutputFilter INCLUDES
</Location>
<Location /login>
  ShibRequestSetting requireSession 1
  Require shib-session
</Location>
`

const daemon = spawn('/usr/sbin/shibd', ['-F', '-f', '-c', `${folder}/shibboleth2.xml`, '-p', `${folder}/shibd.pid`], {
  stdio: 'inherit',
})
// Apache's module answers 500 while nobody is there.
while (!existsSync(socket) && daemon.exitCode === null) await passing(50)

await runSite(
  {
    origin,
    modules: ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'include'],
    directives,
    files: {
      'pages/index.html': 'Welcome',
      'pages/login': 'Welcome',
      'pages/left': 'You are signed out.',
      'pages/me': '<b id="user"><!--#echo var="uniqueId" --></b>',
    },
  },
  [daemon],
)
