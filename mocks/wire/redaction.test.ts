import { describe, expect, test } from 'vitest'
import { signHmac } from './jwt.ts'
import { createRedactor, knownSecrets, type RawExchange } from './redaction.ts'

const CANARIES = {
  clientSecret: 'cs-Geh3im/+ü&"x 9',
  password: 'pw-Tr0ub4dor&3=?',
  code: '0f3c6f4e-8a1b-4c2d-9e3f-112233445566.9b2e.77aa',
  verifier: 'Vf~1234567890abcdefghijklmnopqrstuvwxyz-._ABCD',
  cookie: 'ck-51f0c2a4e5d64b0e.node1',
  opaqueToken: '6f1d2c3b-aaaa-4bbb-8ccc-0123456789ab',
  assertion: 'PHNhbWxwOlJlc3BvbnNlPmNhbmFyeTwvc2FtbHA+MTIz',
  sessionId: 'sid-9d8c7b6a5f4e3d2c1b0a',
  formToken: 'tab_4f5e6d7c8b9a',
  state: 'st-83jd92ks01la',
  nonce: 'no-83jd92ks01lb',
} as const

const signed = signHmac(
  { alg: 'HS256', kid: 'k1' },
  { iss: 'https://op', sub: 'someone', nonce: CANARIES.nonce, sid: CANARIES.sessionId, custom: CANARIES.opaqueToken },
  'key',
)
const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(`{"jti":"${CANARIES.opaqueToken}"}`).toString('base64url')}.`

const secrets = knownSecrets([
  ['client_secret', CANARIES.clientSecret],
  ['password', CANARIES.password],
])

const exchange = (
  request: Partial<RawExchange['request']>,
  response?: Partial<NonNullable<RawExchange['response']>>,
): RawExchange => ({
  from: 'rp',
  to: 'op',
  label: 'test',
  atMs: 0,
  durationMs: 1,
  request: { method: 'GET', url: 'https://op/x', headers: [], ...request },
  ...(response ? { response: { status: 200, headers: [], ...response } } : {}),
})

const FORM = [['content-type', 'application/x-www-form-urlencoded']] as const
const JSON_TYPE = [['Content-Type', 'application/json;charset=UTF-8']] as const
const HTML = [['content-type', 'text/html; charset=utf-8']] as const

const everywhere: readonly RawExchange[] = [
  exchange({ url: `https://op/auth?client_id=web&state=${CANARIES.state}&nonce=${CANARIES.nonce}&code_challenge=x` }),
  exchange(
    {
      method: 'POST',
      url: `https://op/login?session_code=${CANARIES.formToken}`,
      headers: [...FORM, ['Cookie', `AUTH=${CANARIES.cookie}; B=${encodeURIComponent(CANARIES.cookie)}`]],
      body: new URLSearchParams({ username: 'plain', password: CANARIES.password }).toString(),
    },
    {
      status: 302,
      headers: [
        ['Set-Cookie', `ID=${CANARIES.cookie}; Path=/; HttpOnly; SameSite=Lax`],
        ['Location', `https://rp/cb?code=${CANARIES.code}&state=${CANARIES.state}#access_token=${signed}`],
        ['X-Unknown', CANARIES.opaqueToken],
      ],
    },
  ),
  exchange(
    {
      method: 'POST',
      headers: [...FORM, ['authorization', `Basic ${Buffer.from(`web:${CANARIES.clientSecret}`).toString('base64')}`]],
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: CANARIES.code,
        code_verifier: CANARIES.verifier,
        client_secret: CANARIES.clientSecret,
        SAMLResponse: CANARIES.assertion,
        redirect_uri: `https://rp/cb?session=${CANARIES.sessionId}`,
      }).toString(),
    },
    {
      headers: JSON_TYPE,
      body: JSON.stringify({
        access_token: CANARIES.opaqueToken,
        id_token: signed,
        refresh_token: unsigned,
        session_state: CANARIES.sessionId,
        expires_in: 300,
        nested: { deep: [CANARIES.opaqueToken, { code: 123456789 }] },
      }),
    },
  ),
  exchange({ headers: [['Authorization', `Bearer ${signed}`]] }, { headers: JSON_TYPE, body: '{"sub":"someone"}' }),
  exchange(
    {},
    {
      headers: HTML,
      body: `<title>x</title><form action="/go?c=${CANARIES.formToken}"><input type=hidden name=code value="${CANARIES.code}">
        <input type=hidden name=p value="${CANARIES.password.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></form>
        <script>var t="${CANARIES.opaqueToken}"</script><p>Your code is ${CANARIES.code}, welcome</p>`,
    },
  ),
  exchange(
    {},
    {
      status: 400,
      headers: JSON_TYPE,
      body: `{"error":"invalid_grant","error_description":"no authorization code found for value ${CANARIES.code}"}`,
    },
  ),
  exchange({}, { headers: [['content-type', 'text/plain']], body: `secret=${CANARIES.clientSecret}` }),
  exchange({}, { headers: JSON_TYPE, body: `{"broken": "${CANARIES.opaqueToken}"` }),
  exchange(
    {},
    {
      headers: [
        ['www-authenticate', `Bearer realm="x", error="invalid_token", error_description="${signed} expired"`],
        ['content-type', 'application/jwt'],
      ],
      body: signed,
    },
  ),
  exchange({
    url: `https://user:${encodeURIComponent(CANARIES.password)}@op/x/${CANARIES.opaqueToken}?${CANARIES.code}`,
  }),
]

/** A secret in the encodings in which a careless writer would leave it. */
const formsOf = (value: string): readonly string[] => [
  value,
  encodeURIComponent(value),
  encodeURIComponent(value).replaceAll(/%[0-9A-F]{2}/g, (each) => each.toLowerCase()),
  new URLSearchParams({ '': value }).toString().slice(1),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('base64').replaceAll('=', ''),
  Buffer.from(value).toString('base64url'),
  Buffer.from(`web:${value}`).toString('base64').replaceAll('=', ''),
]

const written = (): string => {
  const redactor = createRedactor({ secrets })
  return JSON.stringify(everywhere.map(redactor.exchange))
}

describe('canaries', () => {
  test('the exchanges hold each of them before, so that the search below can find something', () => {
    const raw = decodeURIComponent(JSON.stringify(everywhere).replaceAll('+', ' ').replaceAll('%', '%25'))
    for (const name of ['code', 'cookie', 'opaqueToken', 'sessionId', 'state'] as const) {
      expect(raw).toContain(CANARIES[name])
    }
  })

  test.for(Object.entries(CANARIES))('%s is nowhere to be found afterwards, in no encoding', ([, value]) => {
    const text = written()
    for (const form of formsOf(value)) {
      expect(text).not.toContain(form)
      expect(text).not.toContain(form.replaceAll('\\', '\\\\'))
    }
  })

  test.for([signed, unsigned])('a token is not there as a whole, nor its signature', (token) => {
    const text = written()
    expect(text).not.toContain(token)
    const [, claims = '', signature = ''] = token.split('.')
    if (signature) expect(text).not.toContain(signature)
    expect(text).not.toContain(claims)
  })

  test('a secret of the run is found in kept values too, whatever its encoding', () => {
    const redactor = createRedactor({ secrets })
    for (const form of formsOf(CANARIES.clientSecret)) {
      const body = JSON.stringify({ sub: form, scope: `a ${form} b`, email: `xx${form}yy` })
      const stored = JSON.stringify(redactor.exchange(exchange({}, { headers: JSON_TYPE, body })))
      expect(stored, form).not.toContain(JSON.stringify(form).slice(1, -1))
    }
    for (const prefix of ['', 'a', 'ab', 'client-id:']) {
      const blob = Buffer.from(`${prefix}${CANARIES.clientSecret} and more`).toString('base64')
      const stored = redactor.exchange(exchange({}, { headers: JSON_TYPE, body: JSON.stringify({ sub: blob }) }))
      expect(stored.response?.body).toContain('client_secret (')
    }
  })
})

describe('what stays', () => {
  test('a token request reads as what it is', () => {
    const redactor = createRedactor({ secrets })
    const stored = redactor.exchange(everywhere[2] as RawExchange)
    expect(stored.request.body).toContain(
      'grant_type=authorization_code&code (46 characters)&code_verifier (46 characters)',
    )
    expect(stored.request.headers).toContainEqual([
      'authorization',
      'Basic client_id=web client_secret (17 characters)',
    ])
    expect(stored.redacted).toContain('code_verifier')
    const body = JSON.parse(stored.response?.body ?? '')
    expect(body).toMatchObject({
      access_token: 'access_token (36 characters)',
      id_token: { header: { alg: 'HS256', kid: 'k1' }, claims: { iss: 'https://op', sub: 'someone' } },
      refresh_token: `refresh_token (${unsigned.length} characters)`,
      session_state: 'session_state (24 characters)',
      expires_in: 300,
    })
    expect(body.id_token.claims.nonce).toMatch(/^nonce \(15 characters, #[0-9a-f]{6}\)$/)
  })

  test('two equal states show that they are equal, two different ones that they differ', () => {
    const redactor = createRedactor()
    const start = (state: string) => redactor.exchange(exchange({ url: `https://op/a?state=${state}` })).request.start
    expect(start('abcdefgh1')).toBe(start('abcdefgh1'))
    expect(start('abcdefgh1')).not.toBe(start('abcdefgh2'))
  })

  test('addresses keep their path and the parameters of the protocol', () => {
    const { url } = createRedactor()
    expect(url('http://127.0.0.1:8180/auth/realms/x/protocol/openid-connect/token')).toBe(
      'http://127.0.0.1:8180/auth/realms/x/protocol/openid-connect/token',
    )
    expect(url('https://op/a?scope=openid+email&redirect_uri=https%3A%2F%2Frp%2Fcb%3Fx%3D12345678a')).toBe(
      'https://op/a?scope=openid+email&redirect_uri=https://rp/cb?x (9 characters)',
    )
  })

  test('an address in a sentence is redacted as one, by the names of its parameters', () => {
    const { text } = createRedactor()
    expect(text('stopped at "https://rp/cb?code=short&state=abc" (see https://op/docs).')).toMatch(
      /^stopped at "https:\/\/rp\/cb\?code \(5 characters\)&state \(3 characters, #\w{6}\)" \(see https:\/\/op\/docs\)\.$/,
    )
  })

  test('what was redacted once stays as it is', () => {
    const { url, text } = createRedactor()
    const once = url('https://op/a?scope=openid+email&state=abcdefgh1&code=c0de-1234#id_token=opaque-12')
    expect(text(once)).toBe(once)
  })

  test('a page becomes its title, its forms and its words', () => {
    const redactor = createRedactor()
    const body = `<title>Sign in</title><form id=f method=post action="/go?tab_id=abc12345"><input name=username><input type=hidden name=t value=123456789>
      <input type=submit value="Sign In"></form><p>Invalid username or password.</p>`
    expect(redactor.exchange(exchange({}, { headers: HTML, body })).response?.body).toBe(
      [
        `HTML page of ${body.length} characters`,
        'title: Sign in',
        'form POST /go?tab_id (8 characters): username, t (9 characters), [Sign In]',
        'text: Invalid username or password.',
      ].join('\n'),
    )
  })

  test('claims of the profile stay, others become a length', () => {
    const body = '{"sub":"x","faculty":"Physics","nickname2":"Bo"}'
    const stored = createRedactor({ claims: ['faculty'] }).exchange(exchange({}, { headers: JSON_TYPE, body }))
    expect(stored.response?.body).toBe('{"sub":"x","faculty":"Physics","nickname2":"nickname2 (2 characters)"}')
  })

  test('a key set keeps ids and algorithms, and never a private half', () => {
    const body = '{"keys":[{"kty":"RSA","kid":"a-1","alg":"RS256","use":"sig","n":"0vx7","e":"AQAB","d":"X4cTteJY"}]}'
    const stored = createRedactor().exchange(exchange({}, { headers: JSON_TYPE, body }))
    expect(JSON.parse(stored.response?.body ?? '').keys[0]).toEqual({
      kty: 'RSA',
      kid: 'a-1',
      alg: 'RS256',
      use: 'sig',
      n: 'n (4 characters)',
      e: 'e (4 characters)',
      d: 'd (8 characters)',
    })
  })

  test('a body of another kind leaves its type and length, a very long one loses its end', () => {
    const { exchange: redacted } = createRedactor()
    const plain = redacted(exchange({}, { headers: [['content-type', 'text/plain']], body: 'Hello you' }))
    expect(plain.response?.body).toBe('text/plain, 9 characters')
    const long = redacted(
      exchange({}, { headers: JSON_TYPE, body: JSON.stringify({ groups: Array(5000).fill('urn:x') }) }),
    )
    expect(long.response?.body?.length).toBeLessThan(21_000)
  })

  test('an exchange that failed says why, without what was sent', () => {
    const stored = createRedactor({ secrets }).exchange({
      ...exchange({}),
      failure: `no answer to password=${CANARIES.password}`,
    })
    expect(stored.failure).toBe('no answer to password=password (16 characters)')
    expect(stored.response).toBeUndefined()
  })
})

test('identifiers that everybody may know stay, in messages and in bodies, and what looks like them does not', () => {
  const known = '354b0d2b-9e3b-47ee-8950-cbe4869a0f21'
  const token = '354b0d2b-9e3b-47ee-8950-cbe4869a0f22'
  const redactor = createRedactor({ identifiers: [known] })
  expect(redactor.text(`expected ${known}, got ${token}`)).toBe(`expected ${known}, got value (36 characters)`)
  expect(redactor.json({ client_id: known, detail: `no client ${known}` })).toContain(`no client ${known}`)
  // Where it stands in the place of a secret it is treated as one.
  expect(redactor.json({ device_code: known })).toBe('{"device_code":"device_code (36 characters)"}')
})
