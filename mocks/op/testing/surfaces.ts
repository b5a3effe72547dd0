import type { EndpointName } from '#fixtures/schema/profile.ts'
import { askingSp, requestOf } from '#mocks/idp/testing/asking.ts'
import { deflated } from '#mocks/saml/deflate.ts'
import { authnRequestText } from '#mocks/saml/message-text.ts'
import type { RunningProvider } from '../api.ts'
import type { Surface } from './odd-requests.ts'
import { basic, clientOf, logIn, urlOf } from './relying-party.ts'
import { type Stop, type Visitor, visitor } from './visitor.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

const cookiesOf = (browser: Visitor): Readonly<Record<string, string>> => ({
  Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
})

const authorizationOf = (provider: RunningProvider, role: string): Readonly<Record<string, string>> => {
  const { clientId, redirectUris } = clientOf(provider, role)
  return { client_id: clientId, redirect_uri: redirectUris[0] ?? '', response_type: 'code', scope: 'openid' }
}

/** The form on a page, as a surface of its own. */
const formOn = (browser: Visitor, name: string, { page, url }: Stop): Surface => {
  const form = page.forms[0]
  if (!form) throw new Error(`${name} is no form: ${url} ${page.text}`)
  const { pathname, search } = new URL(form.action, url)
  const params = Object.fromEntries(form.fields.map((field) => [field.name, field.value]))
  return { name, method: 'POST', path: pathname + search, params, headers: cookiesOf(browser) }
}

const loginForm = async (provider: RunningProvider): Promise<Surface> => {
  const browser = visitor(provider.origin)
  return formOn(
    browser,
    'login form',
    await browser.get(urlOf(provider, 'authorization', authorizationOf(provider, 'web'))),
  )
}

/** Forms that only somebody who is signed in gets to see. */
const formsInside = async (provider: RunningProvider): Promise<readonly Surface[]> => {
  const { browser } = await logIn(provider)
  const consent = urlOf(provider, 'authorization', authorizationOf(provider, 'consent'))
  const device = provider.profile.endpoints.deviceVerification && urlOf(provider, 'deviceVerification')
  return [
    formOn(browser, 'consent form', await browser.get(consent)),
    ...(device ? [formOn(browser, 'form for the user code', await browser.get(device))] : []),
    formOn(browser, 'logout form', await browser.get(urlOf(provider, 'endSession'))),
  ]
}

const grants = async (provider: RunningProvider): Promise<readonly (readonly [string, Surface['params']])[]> => {
  const role = 'refresh' in provider.clients ? 'refresh' : 'web'
  const { refresh, access } = await logIn(provider, role)
  const redirect_uri = clientOf(provider, role).redirectUris[0] ?? ''
  const all: readonly (readonly [string, Surface['params']])[] = [
    [role, { grant_type: 'authorization_code', code: 'unknown', redirect_uri }],
    [role, { grant_type: 'refresh_token', refresh_token: refresh }],
    ['service', { grant_type: 'client_credentials' }],
    ['device', { grant_type: DEVICE_GRANT, device_code: 'unknown' }],
    ['exchanger', { grant_type: EXCHANGE, subject_token: access, subject_token_type: ACCESS_TOKEN }],
  ]
  return all.filter(([client]) => client in provider.clients)
}

/** Those of the identity provider, where there is one. */
const samlSurfaces = async (provider: RunningProvider): Promise<readonly Surface[]> => {
  const endpoints = provider.profile.saml?.endpoints
  if (!endpoints) return []
  const sp = await askingSp('odd')
  await provider.saml.addServiceProvider(sp.text)
  const text = authnRequestText(requestOf(provider, sp))
  const [inAddress, inForm] = [deflated(text), Buffer.from(text).toString('base64')]
  const RelayState = 'x'
  return [
    { name: 'GET saml-sso', method: 'GET', path: endpoints.sso, params: { SAMLRequest: inAddress, RelayState } },
    { name: 'POST saml-sso', method: 'POST', path: endpoints.sso, params: { SAMLRequest: inForm, RelayState } },
    { name: 'GET saml-slo', method: 'GET', path: endpoints.slo, params: { SAMLRequest: inAddress, RelayState } },
    { name: 'POST saml-slo', method: 'POST', path: endpoints.slo, params: { SAMLResponse: inForm, RelayState } },
    ...([endpoints.login, endpoints.consent, endpoints.logout, endpoints.metadata] as const).map((path) => ({
      ...{ name: `GET ${path}`, method: 'GET' as const, path, params: { AuthState: 'x' } },
    })),
  ]
}

/** Every place where the provider reads what others send, each with a request that it takes. */
export const surfacesOf = async (provider: RunningProvider): Promise<readonly Surface[]> => {
  const { endpoints } = provider.profile
  const path = (name: EndpointName): string => endpoints[name] ?? '/'
  const both = (name: EndpointName, params: Surface['params'], headers = {}): readonly Surface[] =>
    (['GET', 'POST'] as const).map((method) => ({
      ...{ name: `${method} ${name}`, method, path: path(name) },
      ...{ params, headers },
    }))
  const by = (role: string) => (role in provider.clients ? basic(clientOf(provider, role)) : {})
  const { access, id, browser } = await logIn(provider, 'web')
  const base = new URL(provider.issuer).pathname
  return [
    ...both('authorization', authorizationOf(provider, 'web')),
    ...both('authorization', { ...authorizationOf(provider, 'web'), prompt: 'none' }, cookiesOf(browser)),
    ...both(
      'authorization',
      { ...authorizationOf(provider, 'hybrid'), response_mode: 'form_post' },
      cookiesOf(browser),
    ),
    ...(await grants(provider)).map(([role, params]) => ({
      ...{ name: `token ${params.grant_type}`, method: 'POST' as const, path: path('token') },
      ...{ params, headers: by(role) },
    })),
    ...both('userinfo', {}, { Authorization: `Bearer ${access}` }),
    ...both('introspection', { token: access }, by('resource')),
    ...both('revocation', { token: 'unknown' }, by('web')),
    ...both('endSession', { id_token_hint: 'unknown' }, cookiesOf(browser)),
    ...both('endSession', { id_token_hint: id.slice(0, -4) }),
    ...both('deviceAuthorization', { scope: 'openid' }, by('device')),
    ...both('deviceVerification', {}, { Accept: 'text/html' }),
    ...both('checkSession', {}),
    ...both('jwks', {}),
    ...both('registration', {}),
    ...both('pushedAuthorization', authorizationOf(provider, 'web'), by('web')),
    ...both('backchannelAuthentication', { login_hint: 'x', scope: 'openid' }, by('web')),
    await loginForm(provider),
    ...(await formsInside(provider)),
    ...both('legacyLogout', { redirect: 'https://portal.example/logged-out' }, cookiesOf(browser)),
    ...['', '/.well-known/openid-configuration', '/login-actions/authenticate', '/login-actions/consent']
      .concat(['/login-actions/restart', '/login-actions/required-action', '/nothing/here', '/device/status'])
      .concat([
        '/.well-known/webfinger',
        '/login',
        '/protocol/saml',
        '/protocol/openid-connect/login-status-iframe.html/init',
      ])
      .map((below) => ({ name: `…${below}`, method: 'GET' as const, path: base + below, params: {} })),
    { name: 'root', method: 'GET', path: '/', params: {} },
    ...(await samlSurfaces(provider)),
  ]
}
