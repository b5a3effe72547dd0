import { carefully, type Software } from './software.ts'

/** Where a service shows who is signed in, as `whoami` of a target; the path instead of the address. */
export interface WhoAmI {
  readonly url?: string
  /** Instead: the page on which a login ends. */
  readonly callback?: true
  readonly user?: string
  readonly pattern?: string
  readonly element?: string
}

/** A client library. */
export interface Library extends Software {
  readonly driver: 'http' | 'browser'
  readonly auth: 'client_secret_basic' | 'client_secret_post' | 'none'
  /** Paths of the service. */
  readonly login: string
  readonly callback: string
  /** The end of the address to which a form there is sent. */
  readonly loginForm?: string
  /** Where nobody is led elsewhere. */
  readonly whoami: WhoAmI
  /** `{origin}` is that of the service, encoded. */
  readonly logout?: string
}

type Ways = Pick<Library, 'from' | 'driver' | 'auth' | 'login' | 'callback' | 'whoami'>

const usualWays: Ways = {
  from: 'npm',
  driver: 'http',
  auth: 'client_secret_post',
  login: '/login',
  callback: '/callback',
  whoami: { url: '/me', user: '/sub' },
}

const inBrowser: Ways = { ...usualWays, driver: 'browser', auth: 'none' }

const OURS =
  'Routes and answers are the service’s, and so are the session (express-session, with SameSite=Lax) and that the discovery document is asked for once.'
const LIKE_THE_EXAMPLE = 'As in its example: with PKCE, and without state and nonce where the issuer announces S256.'
const NO_LOGOUT = 'It knows no logout at the issuer.'

const openidClient: Library = {
  ...usualWays,
  ...{ id: 'openid-client', software: 'openid-client', title: 'openid-client', program: 'openid-client.ts' },
  logout: '/logout',
  remarks: [LIKE_THE_EXAMPLE, OURS],
}

const oauth4webapi: Library = {
  ...usualWays,
  ...{ id: 'oauth4webapi', software: 'oauth4webapi', title: 'oauth4webapi', program: 'oauth4webapi.ts' },
  remarks: [LIKE_THE_EXAMPLE, OURS, NO_LOGOUT],
}

const passport: Library = {
  ...usualWays,
  ...{ id: 'passport-openidconnect', software: 'passport-openidconnect', title: 'passport-openidconnect' },
  program: 'passport-openidconnect.ts',
  remarks: [
    'It reads neither the discovery document nor keys: the endpoints are written into the service. It knows no PKCE.',
    'As in its README, a login that fails begins anew. The session is express-session, with SameSite=Lax.',
    NO_LOGOUT,
  ],
}

const expressOpenidConnect: Library = {
  ...usualWays,
  ...{ id: 'express-openid-connect', software: 'express-openid-connect', title: 'express-openid-connect' },
  program: 'express-openid-connect.ts',
  auth: 'client_secret_basic',
  logout: '/logout',
  remarks: ['With response_type code and a secret, as it documents for APIs; routes, answers and session are its own.'],
}

const authJs: Library = {
  ...{ id: 'auth-js', software: '@auth/express', title: 'Auth.js (@auth/express)', program: 'auth-js.ts' },
  ...usualWays,
  ...{ auth: 'client_secret_basic', callback: '/auth/callback/aai' },
  ...{ login: '/auth/signin', loginForm: '/auth/signin/aai' },
  whoami: { url: '/auth/session', user: '/user/id' },
  remarks: [
    'A provider of type oidc with nothing but issuer, client id and secret; routes, pages and session are its own.',
    'Callbacks of the service put the sub into the session, which does not hold it of its own accord.',
    NO_LOGOUT,
  ],
}

const oidcClientTs: Library = {
  ...inBrowser,
  ...{ id: 'oidc-client-ts', software: 'oidc-client-ts', title: 'oidc-client-ts', program: 'oidc-client-ts.ts' },
  logout: '/logout',
  whoami: { url: '/', element: '#user' },
  remarks: ['A single-page application, a public client; it keeps the user in the session storage of the browser.'],
}

const keycloakJs: Library = {
  ...inBrowser,
  ...{ id: 'keycloak-js', software: 'keycloak-js', title: 'keycloak-js', program: 'keycloak-js.ts' },
  whoami: { callback: true, element: '#user' },
  remarks: [
    'A single-page application, a public client, with onLoad: login-required and without the frame that watches the session.',
    'It keeps the user in memory: who is signed in is read from the page on which the login ends, and nowhere else.',
  ],
}

const modAuthOpenidc: Library = {
  ...usualWays,
  ...{ id: 'mod_auth_openidc', title: 'mod_auth_openidc', software: 'libapache2-mod-auth-openidc', from: 'debian' },
  program: 'mod-auth-openidc.ts',
  ...{
    auth: 'client_secret_basic',
    logout: '/callback?logout={origin}/left',
    whoami: { url: '/me', pattern: 'id="user">([^<]*)<' },
  },
  remarks: ['Debian’s package on Debian’s Apache, with the directives of its README.'],
}

/** In the order of the page; what is careful makes use of what the one before it can do and does not. */
export const libraries: readonly Library[] = [
  openidClient,
  carefully({ ...openidClient, remarks: [OURS] }, 'state, nonce, enableNonRepudiationChecks'),
  oauth4webapi,
  carefully({ ...oauth4webapi, remarks: [OURS, NO_LOGOUT] }, 'state, nonce, validateApplicationLevelSignature'),
  passport,
  carefully(passport, 'nonce, skipUserProfile: false'),
  expressOpenidConnect,
  authJs,
  carefully(authJs, 'checks: pkce, state, nonce; idToken: false'),
  oidcClientTs,
  carefully(oidcClientTs, 'nonce, loadUserInfo'),
  keycloakJs,
  modAuthOpenidc,
  carefully(modAuthOpenidc, 'OIDCPKCEMethod S256, OIDCCookieSameSite On'),
]
