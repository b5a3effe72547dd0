import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { apache } from '../apache.ts'
import { folder, runSite } from '../site.ts'
import { told, UNIQUE_ID } from './told.ts'

const { origin, key, certificate } = told
const SHARE = '/usr/share/simplesamlphp'
const php = readdirSync(apache.modules).find((name) => /^libphp[\d.]*\.so$/.test(name))

/** Debian's config.php as far as it has to be said; without TLS, since the site has none. */
const configuration = `<?php
$config = [
    'baseurlpath' => 'simplesamlphp/',
    'certdir' => '${folder}/',
    'loggingdir' => '${folder}/log/',
    'datadir' => '${folder}/data/',
    'tempdir' => '${folder}/temp',
    'metadatadir' => '${folder}/metadata/',
    'attributenamemapdir' => '/etc/simplesamlphp/attributemap/',
    'technicalcontact_name' => 'Operator',
    'technicalcontact_email' => 'technical@sp.example',
    'secretsalt' => '${randomUUID()}',
    'auth.adminpassword' => '${randomUUID()}',
    'timezone' => 'UTC',
    'logging.level' => SimpleSAML\\Logger::NOTICE,
    'logging.handler' => 'file',
    'logging.logfile' => 'simplesamlphp.log',
    'showerrors' => false,
    'errorreporting' => false,
    'debug' => ['saml' => false, 'backtraces' => false, 'validatexml' => false],
    'module.enable' => ['core' => true, 'saml' => true],
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'session.phpsession.cookiename' => 'SimpleSAML',
    'language.cookie.secure' => false,
    'store.type' => 'phpsession',
    'session.phpsession.savepath' => '${folder}/sessions',
    'metadata.sources' => [['type' => 'xml', 'file' => '${told.idpMetadata}']],
];
`

const sources = `<?php
$config = [
    'default-sp' => [
        'saml:SP',
        'entityID' => '${origin}/simplesamlphp/module.php/saml/sp/metadata.php/default-sp',
        'idp' => '${told.idpEntityId}',
        'privatekey' => 'sp.key',
        'certificate' => 'sp.crt',
        'sign.authnrequest' => true,
        'sign.logout' => true,
        'validate.logout' => true,
        'WantAssertionsSigned' => true,
        'name' => ['en' => 'A service'],
        'description' => ['en' => 'A service to log in to'],
        'attributes' => ['eduPersonUniqueId' => '${UNIQUE_ID}'],
        'attributes.required' => ['${UNIQUE_ID}'],
    ],
];
`

const page = (body: string): string => `<?php
require_once '${SHARE}/lib/_autoload.php';
$sp = new \\SimpleSAML\\Auth\\Simple('default-sp');
${body}
`

const directives = `
LoadModule php_module ${apache.modules}/${php}
TypesConfig ${folder}/mime.types
AddHandler application/x-httpd-php .php
php_admin_value session.save_path ${folder}/sessions
SetEnv SIMPLESAMLPHP_CONFIG_DIR ${folder}/config
Alias /simplesamlphp ${SHARE}/www
<Location />
  Require all granted
</Location>
`

await runSite({
  origin,
  modules: ['mpm_prefork', 'authz_core', 'alias', 'env', 'mime', 'dir'],
  directives,
  files: {
    'sp.key': key,
    'sp.crt': certificate,
    'config/config.php': configuration,
    'config/authsources.php': sources,
    // Apache wants one, and PHP is told apart without.
    'mime.types': '',
    'log/.keep': '',
    'data/.keep': '',
    'temp/.keep': '',
    'metadata/.keep': '',
    'sessions/.keep': '',
    'pages/index.html': 'Welcome',
    'pages/left': 'You are signed out.',
    'pages/login.php': page(`$sp->requireAuth(['ReturnTo' => '${origin}/me.php']);`),
    // A value with a comment or a CDATA section in it is a list of nodes to SimpleSAMLphp, and no text: that is an error here.
    'pages/me.php':
      page(`$user = htmlspecialchars($sp->isAuthenticated() ? $sp->getAttributes()['${UNIQUE_ID}'][0] ?? '' : '');
echo "<b id=\\"user\\">$user</b>";`),
    'pages/logout.php': page(`$sp->logout(['ReturnTo' => '${origin}/left']);`),
  },
})
