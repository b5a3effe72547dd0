import type { RawRequest } from './raw.ts'

export const SCRIPT = '<script>alert(1)</script>'
/** Breaks out of attributes, of lines and of C strings. */
export const SINK = `'"></textarea>${SCRIPT}\r\nX-Injected: yes\0\u2028`

const FORM = 'application/x-www-form-urlencoded'

type Params = Readonly<Record<string, string>>

/** A place where a provider reads what others send, with a request that gets deep into it. */
export interface Surface {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly params: Params
  readonly headers?: Readonly<Record<string, string>>
}

export interface Odd {
  readonly what: string
  readonly request: RawRequest
}

const encoded = (params: Params | readonly (readonly [string, string])[]): string =>
  new URLSearchParams(params as Record<string, string>).toString()

const sent = ({ method, path, headers = {} }: Surface, content: string | Buffer, type = FORM): RawRequest =>
  method === 'GET'
    ? { method, target: content.length === 0 ? path : `${path}?${content}`, headers }
    : { method, target: path, headers: { 'Content-Type': type, ...headers }, body: content }

/** What protocols know of, so that every value is read by somebody. */
export const NAMES = [
  ...['client_id', 'client_secret', 'client_assertion', 'client_assertion_type', 'redirect_uri', 'response_type'],
  ...[
    'response_mode',
    'scope',
    'state',
    'nonce',
    'prompt',
    'max_age',
    'display',
    'ui_locales',
    'kc_locale',
    'acr_values',
  ],
  ...['login_hint', 'id_token_hint', 'claims', 'request', 'request_uri', 'code_challenge', 'code_challenge_method'],
  ...['code', 'code_verifier', 'grant_type', 'refresh_token', 'device_code', 'user_code', 'token', 'token_type_hint'],
  ...['access_token', 'subject_token', 'subject_token_type', 'requested_token_type', 'audience', 'subject_issuer'],
  ...[
    'post_logout_redirect_uri',
    'username',
    'password',
    'session_code',
    'execution',
    'tab_id',
    'client_data',
    'error',
  ],
  ...['resource', 'redirect', 'remember', 'scope_openid', 'user_oauth_approval', 'approve', '_csrf'],
  ...['device_user_code', 'origin', 'kc_idp_hint', 'nobody_reads_this'],
]

const VALUES: Readonly<Record<string, string>> = {
  '8 kB': 'ä<x'.repeat(2_000),
  'a broken token': 'eyJhbGciOiJub25lIn0.e30.',
  empty: '',
}

/** Markup everywhere; what else is odd only where the surface expects something. */
const oddValues = (surface: Surface): readonly Odd[] => {
  const having = (name: string, value: string): RawRequest =>
    sent(surface, encoded({ ...surface.params, [name]: value }))
  const expected = Object.keys(surface.params).concat('state', 'scope')
  return [
    ...NAMES.map((name) => ({ what: `${name}: markup`, request: having(name, SINK) })),
    ...Object.entries(VALUES).flatMap(([what, value]) =>
      expected.map((name) => ({ what: `${name}: ${what}`, request: having(name, value) })),
    ),
  ]
}

const repeated = (surface: Surface): readonly Odd[] =>
  [...Object.keys(surface.params), 'state', 'nobody_reads_this'].map((name) => ({
    what: `${name} twice`,
    request: sent(surface, encoded([...Object.entries({ ...surface.params, [name]: SINK }), [name, 'again']])),
  }))

const BROKEN: Readonly<Record<string, string>> = {
  'a stray percent sign': 'state=%zz',
  'a percent sign at the end': 'state=%',
  'UTF-8 cut short': 'state=%C3',
  'an overlong slash': 'state=%C0%AF',
  'a surrogate': 'state=%ED%A0%80',
  'a null byte': 'state=a%00b',
  'ten thousand parameters': 'a=1&'.repeat(10_000),
  'nothing but separators': '&&==&=',
}

const brokenText = (surface: Surface): readonly Odd[] =>
  Object.entries(BROKEN).map(([what, text]) => ({
    what,
    request: sent(surface, `${encoded(surface.params)}&${text}`),
  }))

const TYPES = ['', 'application/json', 'text/plain', 'multipart/form-data', `${FORM}; charset=klingon`, '/;;=,', SCRIPT]

const bodies: Readonly<Record<string, string | Buffer>> = {
  'a megabyte': 'x'.repeat(2 ** 20),
  'a megabyte of a parameter': `state=${'<y'.repeat(2 ** 19)}`,
  'bytes that are no text': Buffer.from([0x73, 0x3d, 0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28]),
  'a byte order mark': `\uFEFF${SCRIPT}=1`,
  'JSON that ends too soon': '{"client_id": "<script>alert(1)</script>", ',
  'deep JSON': '['.repeat(20_000),
}

const oddBodies = ({ path, headers = {} }: Surface): readonly Odd[] => {
  const post = (body: string | Buffer, type: string): RawRequest => ({
    method: 'POST',
    target: path,
    headers: { ...headers, ...(type === '' ? {} : { 'Content-Type': type }) },
    body,
  })
  return [
    ...Object.entries(bodies).flatMap(([what, body]) =>
      [FORM, 'application/json'].map((type) => ({ what: `${what} as ${type}`, request: post(body, type) })),
    ),
    ...TYPES.map((type) => ({ what: `content type "${type}"`, request: post('a=1', type) })),
  ]
}

const METHODS = ['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE']

const oddMethods = ({ path, headers = {} }: Surface): readonly Odd[] =>
  METHODS.map((method) => ({ what: `by ${method}`, request: { method, target: path, headers } }))

const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { Accept: '/;q=x,,' },
  { Accept: 'text/html' },
  { Accept: 'image/png' },
  { Host: '' },
  { Host: `evil.example"${SCRIPT}` },
  { Origin: `https://evil.example${SCRIPT}` },
  { Authorization: 'Basic' },
  { Authorization: 'Basic !!!' },
  { Authorization: `Basic ${Buffer.from([0xff, 0x3a, 0x00, 0xc3]).toString('base64')}` },
  { Authorization: `Bearer ${SCRIPT}` },
  { Authorization: 'DPoP x' },
  { Cookie: '=; ;;AUTH_SESSION_ID; KEYCLOAK_IDENTITY=%zz.%00; KC_RESTART="><script>' },
  { 'Accept-Language': SCRIPT },
  { 'X-Forwarded-Host': `evil.example${SCRIPT}` },
]

const oddHeaders = (surface: Surface): readonly Odd[] =>
  HEADERS.map((headers) => ({
    what: JSON.stringify(headers),
    request: sent({ ...surface, headers: { ...surface.headers, ...headers } }, encoded(surface.params)),
  }))

export const oddRequests = (surface: Surface): readonly Odd[] => [
  ...oddValues(surface),
  ...repeated(surface),
  ...brokenText(surface),
  ...oddBodies(surface),
  ...oddMethods(surface),
  ...oddHeaders(surface),
]
