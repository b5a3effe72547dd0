import {
  asking,
  BASIC,
  back,
  before,
  type Case,
  EXCHANGE,
  leaving,
  other,
  redeeming,
  refreshing,
  STATE,
  userinfo,
  VERIFIER,
} from './requests.ts'
import { samlCases } from './saml-cases.ts'

/** For each rule what breaks it, and what does not. */
export const cases: Readonly<Record<string, readonly Case[]>> = {
  ...samlCases,
  'client.known': [{ wrong: [asking({ client_id: 'who' })], right: [asking()] }],
  'params.complete': [
    { wrong: [asking({ redirect_uri: undefined })], right: [asking()] },
    { wrong: [asking({ scope: undefined })], right: [asking()] },
  ],
  'params.response-type': [{ wrong: [asking({ response_type: 'code token' })], right: [asking()] }],
  'scope.openid': [{ wrong: [asking({ scope: 'email openid2' })], right: [asking()] }],
  'scope.once': [{ wrong: [asking({ scope: 'openid email profile openid' })], right: [asking()] }],
  'scope.registered': [
    { wrong: [asking({ scope: 'openid milk' })], right: [asking()] },
    {
      wrong: [asking({ scope: 'openid email' })],
      right: [asking({ scope: 'openid' })],
      client: { scopes: ['openid'] },
    },
  ],
  'redirect-uri.registered': [
    {
      wrong: [asking({ redirect_uri: 'https://shop.example/other' }, { status: 400 })],
      right: [asking({}, { status: 400 })],
    },
  ],
  'redirect-uri.https': [
    {
      wrong: [asking({ redirect_uri: 'http://shop.example/callback' })],
      right: [asking({ redirect_uri: 'http://localhost:8080/callback' })],
    },
  ],
  'redirect-uri.no-fragment': [
    { wrong: [asking({ redirect_uri: 'https://shop.example/#/callback' })], right: [asking()] },
  ],
  'state.sent': [{ wrong: [asking({ state: undefined })], right: [asking()] }],
  'state.new': [{ wrong: [asking()], right: [asking(other)], before }],
  'state.unguessable': [
    { wrong: [asking({ state: 'abcdefgh' })], right: [asking()] },
    { wrong: [asking({ state: '17638212345678901' })], right: [asking()] },
    { wrong: [asking({ state: 'aaaaaaaaaaaaaaaaaaaaaaaa' })], right: [asking()] },
    { wrong: [asking({ state: `${STATE.slice(0, -1)}B` })], right: [asking(other)], before },
  ],
  'nonce.sent': [{ wrong: [asking({ nonce: undefined })], right: [asking()] }],
  'nonce.new': [{ wrong: [asking()], right: [asking(other)], before }],
  'nonce.unguessable': [{ wrong: [asking({ nonce: 'nonce' })], right: [asking()] }],
  'nonce.of-its-own': [{ wrong: [asking({ nonce: STATE })], right: [asking()] }],
  'pkce.used': [{ wrong: [asking({ code_challenge: undefined })], right: [asking()] }],
  'pkce.s256': [
    { wrong: [asking({ code_challenge_method: 'plain' })], right: [asking()] },
    { wrong: [asking({ code_challenge_method: undefined })], right: [asking()] },
  ],
  'pkce.new': [{ wrong: [asking()], right: [asking(other)], before }],
  'pkce.as-registered': [
    {
      wrong: [asking({ code_challenge: undefined, code_challenge_method: undefined })],
      right: [asking()],
      client: { pkce: 'S256' },
    },
  ],
  'pkce.proven': [
    { wrong: [asking(), redeeming({ code_verifier: `${VERIFIER}x` })], right: [asking(), redeeming()] },
    { wrong: [asking(), redeeming({ code_verifier: undefined })], right: [asking(), redeeming()] },
    { wrong: [asking({ code_challenge: undefined }), redeeming()], right: [asking(), redeeming()] },
  ],
  'pkce.verifier': [
    { wrong: [asking(), redeeming({ code_verifier: 'too-short' })], right: [asking(), redeeming()] },
    { wrong: [asking(), redeeming({ code_verifier: `${VERIFIER}+/` })], right: [asking(), redeeming()] },
  ],
  'token.form': [
    { wrong: [redeeming({}, { method: 'GET' })], right: [redeeming()] },
    { wrong: [redeeming({}, { headers: { 'content-type': 'application/json' } })], right: [redeeming()] },
  ],
  'token.grant': [
    { wrong: [redeeming({ grant_type: undefined })], right: [redeeming()] },
    { wrong: [redeeming({ code: undefined })], right: [redeeming()] },
    { wrong: [{ ...refreshing({}), form: { grant_type: 'refresh_token' } }], right: [refreshing({})] },
  ],
  'token.redirect-uri': [
    {
      wrong: [asking(), redeeming({ redirect_uri: 'https://shop.example/callback/' })],
      right: [asking(), redeeming()],
    },
    { wrong: [asking(), redeeming({ redirect_uri: undefined })], right: [asking(), redeeming()] },
  ],
  'code.once': [{ wrong: [asking(), redeeming(), redeeming()], right: [asking(), redeeming()] }],
  'refresh.rotated': [
    {
      wrong: [refreshing({ refresh_token: 'two' }), refreshing({})],
      right: [refreshing({ refresh_token: 'one' }), refreshing({})],
    },
    {
      wrong: [refreshing({ error: 'invalid_grant' }, { status: 400 }), refreshing({})],
      right: [refreshing({}), refreshing({})],
    },
  ],
  'exchange.audience': [
    {
      wrong: [{ endpoint: 'token', form: { grant_type: EXCHANGE, audience: 'nobody' }, status: 400 }],
      right: [{ endpoint: 'token', form: { grant_type: EXCHANGE, audience: 'shop' }, status: 400 }],
    },
  ],
  'client-auth.one': [{ wrong: [redeeming({ client_id: 'shop', client_secret: 's3cret' })], right: [redeeming()] }],
  'client-auth.as-registered': [
    { wrong: [redeeming({}, { headers: {} })], right: [redeeming()] },
    {
      wrong: [redeeming()],
      right: [redeeming({ client_secret: 's' }, { headers: {} })],
      client: { auth: 'client_secret_post' },
    },
    { wrong: [redeeming()], right: [redeeming({}, { headers: {} })], client: { auth: 'none' } },
  ],
  'client-auth.right': [
    { wrong: [redeeming({}, { status: 401, body: { error: 'invalid_client' } })], right: [redeeming()] },
  ],
  'introspection.confidential': [
    {
      wrong: [{ endpoint: 'introspection', form: { token: 'at', client_id: 'shop' } }],
      right: [{ endpoint: 'introspection', form: { token: 'at' }, headers: BASIC }],
    },
  ],
  'device.secret': [
    {
      wrong: [{ endpoint: 'deviceAuthorization', form: { client_id: 'shop' } }],
      right: [{ endpoint: 'deviceAuthorization', form: { client_id: 'shop' }, headers: BASIC }],
    },
  ],
  'userinfo.asked': [{ wrong: [asking(), redeeming()], right: [asking(), redeeming(), userinfo()] }],
  'userinfo.header': [
    { wrong: [userinfo({ headers: {}, query: { access_token: 'at' } })], right: [userinfo()] },
    { wrong: [userinfo({ headers: {}, form: { access_token: 'at' } })], right: [userinfo()] },
    { wrong: [userinfo({ headers: {} })], right: [userinfo()] },
    {
      wrong: [userinfo({ headers: { authorization: 'at' } })],
      right: [userinfo({ headers: { authorization: 'bearer at' } })],
    },
  ],
  'userinfo.alive': [
    { wrong: [userinfo({ status: 401 }), userinfo({ status: 401 })], right: [userinfo(), userinfo({ status: 401 })] },
  ],
  'logout.said-whose': [
    { wrong: [leaving({ post_logout_redirect_uri: 'https://shop.example/' })], right: [leaving(back)] },
  ],
  'logout.encoded': [
    { wrong: [leaving('id_token_hint=it&post_logout_redirect_uri=https://shop.example/')], right: [leaving(back)] },
  ],
  'logout.registered': [
    {
      wrong: [leaving({ ...back, post_logout_redirect_uri: 'https://shop.example/out' }, { status: 400 })],
      right: [leaving(back, { status: 400 })],
    },
  ],
  'logout.https': [
    {
      wrong: [leaving({ ...back, post_logout_redirect_uri: 'http://shop.example/' })],
      right: [leaving({ ...back, post_logout_redirect_uri: 'http://127.0.0.1:1/' })],
    },
  ],
  'logout.parameter': [
    { wrong: [leaving({ redirect: 'https://shop.example/' })], right: [leaving(back)] },
    {
      wrong: [{ endpoint: 'other', path: '/saml/logout', query: { redirect: 'https://shop.example/' } }],
      right: [{ endpoint: 'other', path: '/saml/logout' }],
    },
  ],
  'url.no-secret': [{ wrong: [redeeming({}, { query: { client_secret: 's3cret' } })], right: [redeeming()] }],
  'params.once': [
    { wrong: [asking({}, { query: 'client_id=shop&state=a&state=b' })], right: [asking()] },
    { wrong: [redeeming({}, { form: 'code=a&code=b' })], right: [redeeming()] },
  ],
  'endpoint.new': [
    { wrong: [{ endpoint: 'other', path: '/oidc/token' }], right: [{ endpoint: 'other', path: '/tokens' }] },
    {
      wrong: [{ endpoint: 'other', path: '/oidc/.well-known/openid-configuration' }],
      right: [{ endpoint: 'other', path: '/' }],
    },
    { wrong: [{ endpoint: 'other', path: '/oidc/revoke' }], right: [] },
  ],
  'refused.authorization': [
    {
      wrong: [asking({}, { status: 302, location: 'https://shop.example/callback?error=invalid_request' })],
      right: [asking({}, { status: 302, location: 'https://shop.example/callback?error=access_denied' })],
    },
  ],
  'refused.pushedAuthorization': [
    {
      wrong: [{ ...asking(), endpoint: 'pushedAuthorization', headers: BASIC, status: 400 }],
      right: [{ ...asking(), endpoint: 'pushedAuthorization' }],
    },
  ],
  'refused.token': [
    {
      wrong: [asking(), redeeming({}, { status: 400, body: { error: 'invalid_grant' } })],
      right: [asking(), redeeming()],
    },
    {
      wrong: [refreshing({ error: 'invalid_scope' }, { status: 400 })],
      right: [refreshing({ error: 'invalid_grant' }, { status: 400 })],
    },
  ],
  'refused.userinfo': [{ wrong: [userinfo({ status: 403 })], right: [userinfo({ status: 401 })] }],
  'refused.introspection': [
    {
      wrong: [{ endpoint: 'introspection', headers: BASIC, status: 400 }],
      right: [{ endpoint: 'introspection', headers: BASIC }],
    },
  ],
  'refused.deviceAuthorization': [
    {
      wrong: [{ endpoint: 'deviceAuthorization', headers: BASIC, status: 400 }],
      right: [{ endpoint: 'deviceAuthorization', headers: BASIC }],
    },
  ],
  'refused.endSession': [{ wrong: [leaving(back, { status: 400 })], right: [leaving(back)] }],
}
