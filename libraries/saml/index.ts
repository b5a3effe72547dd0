import { carefully, type Software } from '../software.ts'

/** A service provider of SAML: what a target has to say of it, with paths instead of addresses. */
export interface ServiceProvider extends Software {
  /** Debian's packages that it takes to run; none for what comes with npm. */
  readonly packages: readonly string[]
  readonly login: string
  /** Where it says what it is. */
  readonly metadata: string
  readonly whoami: string
  /** `{origin}` is that of the service, encoded. */
  readonly logout: string
}

const APACHE = 'apache2-bin'

const usualWays = { from: 'debian', login: '/login', whoami: '/me' } as const

const mellon: ServiceProvider = {
  ...usualWays,
  ...{ id: 'mod_auth_mellon', title: 'mod_auth_mellon', software: 'libapache2-mod-auth-mellon' },
  program: 'saml/mod-auth-mellon.ts',
  packages: [APACHE, 'libapache2-mod-auth-mellon'],
  metadata: '/mellon/metadata',
  logout: '/mellon/logout?ReturnTo={origin}/left',
  remarks: [
    'Debian’s package on Debian’s Apache, with the directives of its README; its metadata is written by hand, as OpenAIRE wants it.',
    'MellonSecureCookie On and MellonCookieSameSite None, or browsers do not send its cookies along with the response.',
  ],
}

const shibboleth: ServiceProvider = {
  ...usualWays,
  ...{ id: 'shibboleth', title: 'Shibboleth SP', software: 'libapache2-mod-shib' },
  program: 'saml/shibboleth.ts',
  packages: [APACHE, 'libapache2-mod-shib'],
  metadata: '/Shibboleth.sso/Metadata',
  logout: '/Shibboleth.sso/Logout?return={origin}/left',
  remarks: [
    'Debian’s packages on Debian’s Apache, with Debian’s shibboleth2.xml, security policy and attribute policy but for what names this service.',
    'Without TLS: handlerSSL and cookieProps say so. Its metadata is that of its generator. Its page for errors has the status 500.',
  ],
}

const simplesamlphp: ServiceProvider = {
  ...usualWays,
  ...{ id: 'simplesamlphp', title: 'SimpleSAMLphp', software: 'simplesamlphp' },
  program: 'saml/simplesamlphp.ts',
  packages: [APACHE, 'simplesamlphp', 'libapache2-mod-php', 'php-xml'],
  login: '/login.php',
  metadata: '/simplesamlphp/module.php/saml/sp/metadata.php/default-sp',
  whoami: '/me.php',
  logout: '/logout.php',
  remarks: [
    'Debian’s package (upstream has gone on to 2.x) with PHP in Debian’s Apache; requests and logouts are signed and looked at, as its documentation shows.',
    'Three pages of the service ask it to log in, who is there, and to log out. Its metadata is what it makes of its configuration. A value with a comment or a CDATA section in it is a list of nodes to it, which is an error in the page that shows the user.',
  ],
}

const nodeSaml: ServiceProvider = {
  ...usualWays,
  ...{ id: 'node-saml', title: 'node-saml', software: '@node-saml/node-saml', from: 'npm' },
  program: 'saml/node-saml.ts',
  packages: [],
  metadata: '/metadata',
  logout: '/logout',
  remarks: [
    'It reads no metadata: certificates and addresses of the identity provider are written into the service, as are SHA-256 and the transient NameID.',
    'Routes and answers are the service’s, and so are the session (express-session) and that a logout request ends the session of this browser if it names its user.',
  ],
}

/** In the order of the page; what is careful makes use of what the one before it can do and does not. */
export const serviceProviders: readonly ServiceProvider[] = [
  mellon,
  shibboleth,
  carefully(shibboleth, 'the policy blockUnsolicited for logins, and SameSite=Lax'),
  simplesamlphp,
  nodeSaml,
  carefully(nodeSaml, 'validateInResponseTo: always, idpIssuer'),
]
