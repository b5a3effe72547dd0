import type { Exchange, HttpMessage } from '../model.ts'

const issuer = 'https://beta.aai.example.org/realms/openaire'

const json = (start: string, body: unknown, ...more: readonly (readonly [string, string])[]): HttpMessage => ({
  start,
  headers: [['content-type', 'application/json'], ['cache-control', 'no-store'], ...more],
  body: JSON.stringify(body),
})

const authorization: Exchange = {
  from: 'browser',
  to: 'op',
  label: 'authorization request',
  atMs: 4,
  durationMs: 31,
  request: {
    start: `GET ${issuer}/protocol/openid-connect/auth?client_id=repository&redirect_uri=https%3A%2F%2Frepository.example.org%2Fcallback&response_type=code&scope=openid%20profile&state=Zk3v9QpL&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256`,
    headers: [
      ['accept', 'text/html'],
      ['user-agent', 'aai-conformance/0.1.0'],
    ],
  },
  response: {
    start: '200 OK',
    headers: [
      ['content-type', 'text/html;charset=utf-8'],
      ['set-cookie', 'AUTH_SESSION_ID=[cookie, 76 characters]; Path=/realms/openaire/; Secure; HttpOnly'],
    ],
    body: '<!doctype html>\n<title>Sign in to OpenAIRE</title>\n<form method="post">…</form>',
  },
  redacted: ['cookie AUTH_SESSION_ID'],
}

const login: Exchange = {
  from: 'browser',
  to: 'op',
  label: 'login form',
  atMs: 41,
  durationMs: 58,
  request: {
    start: `POST ${issuer}/login-actions/authenticate?execution=4e1c&client_id=repository`,
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    body: 'username=alice&password=[password, 12 characters]',
  },
  response: {
    start: '302 Found',
    headers: [['location', 'https://repository.example.org/callback?state=Zk3v9QpL&code=[code, 110 characters]']],
  },
  redacted: ['password', 'code'],
}

const tokenRequest = (label: string, atMs: number, response: HttpMessage): Exchange => ({
  from: 'client',
  to: 'op',
  label,
  atMs,
  durationMs: 22,
  request: {
    start: `POST ${issuer}/protocol/openid-connect/token`,
    headers: [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['authorization', 'Basic [client_secret, 48 characters]'],
    ],
    body: 'grant_type=authorization_code&code=[code, 110 characters]&redirect_uri=https%3A%2F%2Frepository.example.org%2Fcallback&code_verifier=[code_verifier, 43 characters]',
  },
  response,
  redacted: ['client_secret', 'code', 'code_verifier'],
})

const tokens = {
  access_token: 'eyJhbGciOiJSUzI1NiJ9.{"iss":"https://beta.aai.example.org/realms/openaire"}.[signature]',
  expires_in: 300,
  token_type: 'Bearer',
  scope: 'openid profile',
}

const refusal = json(
  '400 Bad Request',
  { error: 'invalid_grant', error_description: 'PKCE verification failed: Code mismatch' },
  ['pragma', 'no-cache'],
)

const userinfo: Exchange = {
  from: 'client',
  to: 'resource-server',
  label: 'userinfo request',
  atMs: 140,
  durationMs: 12,
  request: {
    start: `GET ${issuer}/protocol/openid-connect/userinfo`,
    headers: [['authorization', 'Bearer eyJhbGciOiJSUzI1NiJ9.{…}.[signature]']],
  },
  response: json('200 OK', { sub: '5f0c@aai.example.org', name: 'Zoë Ångström', email_verified: true }),
  redacted: ['signature'],
}

const silence: Exchange = {
  from: 'client',
  to: 'op',
  label: 'token request',
  atMs: 101,
  durationMs: 10_000,
  request: { start: `POST ${issuer}/protocol/openid-connect/token`, headers: [] },
  failure: 'No answer within 10 s.',
  redacted: [],
}

export const exchanges: Readonly<Record<string, Exchange>> = {
  'beta-1': authorization,
  'beta-2': login,
  'beta-3': tokenRequest('token request, wrong verifier', 101, json('200 OK', tokens)),
  'beta-4': tokenRequest('token request, again', 126, json('200 OK', tokens)),
  'beta-5': userinfo,
  'beta-6': silence,
  'production-1': authorization,
  'production-2': login,
  'production-3': tokenRequest('token request, wrong verifier', 101, refusal),
  'production-4': tokenRequest('token request, again', 126, refusal),
}
