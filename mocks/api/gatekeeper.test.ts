import { afterEach, expect, test } from 'vitest'
import { type GatekeeperOptions, startGatekeeper } from './gatekeeper.ts'
import { type Echo, echo } from './testing/echo.ts'
import { raw } from './testing/raw.ts'
import type { TokenInfo } from './token-info.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

const ada: TokenInfo = {
  standing: 'live',
  user: 'ada-uuid',
  secondaryIds: ['feide:ada@nordhavn.example', 'nin:1'],
  client: 'client-uuid',
  scopes: ['openid', 'gk_library', 'gk_library_loans', 'gk_library_admin', 'gk_grades_all'],
}
const tokens: Readonly<Record<string, TokenInfo>> = {
  ada,
  machine: { standing: 'live', secondaryIds: [], client: 'client-uuid', scopes: ['gk_library'] },
  old: { ...ada, standing: 'expired' },
  elsewhere: { ...ada, scopes: ['gk_grades', 'gk_library_loans', 'gk_librarypoint'] },
  'w\u00e9ird': ada,
}
const nobody: TokenInfo = { standing: 'unknown', secondaryIds: [], scopes: [] }
const lookUp = (token: string): TokenInfo => tokens[token] ?? nobody

const gate = async (options: Partial<GatekeeperOptions> = {}, api?: Echo) => {
  const behind = api ?? (await echo())
  const credentials = { username: 'gatekeeper', password: 'secret' }
  const keeper = await startGatekeeper({ api: 'library', backend: behind.origin, ...credentials, lookUp, ...options })
  closing.push(keeper.close, behind.close)
  return { origin: keeper.origin, seen: behind.seen }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const identityIn = (headers: readonly (readonly [string, string])[] = []) =>
  Object.fromEntries(headers.filter(([name]) => name.startsWith('x-dataporten') || name === 'authorization'))

test('tells the API who calls, and shows its own credentials instead of the token', async () => {
  const { origin, seen } = await gate()
  const answer = await fetch(`${origin}/loans?of=me`, { headers: bearer('ada') })
  expect(answer.status).toBe(200)
  expect(seen[0]).toMatchObject({ method: 'GET', url: '/loans?of=me' })
  expect(identityIn(seen[0]?.headers)).toEqual({
    authorization: `Basic ${Buffer.from('gatekeeper:secret').toString('base64')}`,
    'x-dataporten-userid': 'ada-uuid',
    'x-dataporten-userid-sec': 'feide:ada@nordhavn.example,nin:1',
    'x-dataporten-clientid': 'client-uuid',
    'x-dataporten-scopes': 'loans,admin',
    'x-dataporten-gatekeeper': 'library',
    'x-dataporten-endpoint': expect.stringContaining('http://127.0.0.1:'),
  })
})

test('tells of a system by not naming a user', async () => {
  const { origin, seen } = await gate()
  await fetch(origin, { headers: bearer('machine') })
  expect(identityIn(seen[0]?.headers)).not.toHaveProperty('x-dataporten-userid')
  expect(identityIn(seen[0]?.headers)).toMatchObject({
    'x-dataporten-clientid': 'client-uuid',
    'x-dataporten-scopes': '',
  })
})

test('passes the token on only where the owner asked for it', async () => {
  const { origin, seen } = await gate({ passesToken: true })
  await fetch(origin, { headers: bearer('ada') })
  expect(identityIn(seen[0]?.headers)).toMatchObject({ 'x-dataporten-token': 'ada' })
})

test.for([
  { what: 'no token', headers: {}, status: 401, challenge: 'Bearer realm="feideconnect"' },
  {
    what: 'another scheme',
    headers: { authorization: 'Basic YTpi' },
    status: 401,
    challenge: 'Bearer realm="feideconnect"',
  },
  { what: 'an unknown token', headers: bearer('eve'), status: 401, challenge: 'error="invalid_token"' },
  { what: 'an expired token', headers: bearer('old'), status: 401, challenge: 'error="invalid_token"' },
  { what: 'a token of no known form', headers: bearer('a b'), status: 401, challenge: 'error="invalid_token"' },
  {
    what: 'a token for another API',
    headers: bearer('elsewhere'),
    status: 403,
    challenge: 'error="insufficient_scope"',
  },
])('refuses $what, and the API hears nothing of it', async ({ headers, status, challenge }) => {
  const { origin, seen } = await gate()
  const answer = await fetch(origin, { headers: headers as Record<string, string> })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('www-authenticate')).toContain(challenge)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(await answer.json()).toHaveProperty('message')
  expect(seen).toEqual([])
})

test('refuses systems where the owner admits users only', async () => {
  const { origin, seen } = await gate({ requiresUser: true })
  expect((await fetch(origin, { headers: bearer('machine') })).status).toBe(403)
  expect((await fetch(origin, { headers: bearer('ada') })).status).toBe(200)
  expect(seen).toHaveLength(1)
})

const get = (...headers: string[]) => ['GET /x HTTP/1.1', 'Host: gatekeeper', ...headers, 'Connection: close']

test('takes off what a caller makes up, in every spelling and as often as it comes', async () => {
  const { origin, seen } = await gate()
  const forged = [
    'X-Dataporten-userid: eve',
    'x-dataporten-USERID: eve',
    'X_Dataporten_Userid: eve',
    'X-Dataporten_userid: eve',
    'X-Dataporten: eve',
    'X-Dataporten-acr: eve',
    'X-FeideConnect-userid: eve',
    'x_feideconnect_userid: eve',
    'X-Dataporten-userid: eve',
  ]
  await raw(origin, get('Authorization: Bearer machine', ...forged, 'X-Dataportens: kept', 'Accept: text/plain'))
  const headers = seen[0]?.headers ?? []
  expect(headers.filter(([, value]) => value.includes('eve'))).toEqual([])
  expect(headers.filter(([name]) => /dataporten-?userid|authorization/.test(name))).toHaveLength(1)
  expect(Object.fromEntries(headers)).toMatchObject({ 'x-dataportens': 'kept', accept: 'text/plain' })
})

test('does not let a caller take away what it tells', async () => {
  const { origin, seen } = await gate()
  const lines = get('Authorization: Bearer ada', 'X-Mine: 1').slice(0, -1)
  await raw(origin, [...lines, 'Connection: close, X-Dataporten-userid, Authorization, X-Mine'])
  const headers = Object.fromEntries(seen[0]?.headers ?? [])
  expect(headers).toMatchObject({ 'x-dataporten-userid': 'ada-uuid', authorization: expect.stringMatching(/^Basic /) })
  expect(headers).not.toHaveProperty('x-mine')
})

test.for([
  { what: 'two tokens', lines: get('Authorization: Bearer ada', 'Authorization: Bearer machine'), says: ' 400 ' },
  {
    what: 'a token in header and address',
    lines: ['GET /?access_token=ada HTTP/1.1', ...get('Authorization: Bearer ada').slice(1)],
    says: ' 400 ',
  },
  {
    what: 'an absolute address',
    lines: ['GET http://evil.example/ HTTP/1.1', ...get('Authorization: Bearer ada').slice(1)],
    says: ' 400 ',
  },
  {
    what: 'length and pieces at once',
    lines: [
      'POST / HTTP/1.1',
      'Host: x',
      'Authorization: Bearer ada',
      'Content-Length: 3',
      'Transfer-Encoding: chunked',
    ],
    says: ' 400 ',
  },
])('refuses $what', async ({ lines, says }) => {
  const { origin, seen } = await gate()
  expect((await raw(origin, lines)).split('\r\n', 1)[0]).toContain(says)
  expect(seen).toEqual([])
})

test('writes nothing into a header that could end it', async () => {
  const evil = { ...ada, user: 'ada\r\nX-Dataporten-clientid: eve', secondaryIds: ['feide:\u0000å@x'] }
  const { origin, seen } = await gate({ lookUp: () => evil })
  expect((await fetch(origin, { headers: bearer('ada') })).status).toBe(200)
  expect(identityIn(seen[0]?.headers)).toMatchObject({
    'x-dataporten-userid': 'ada??X-Dataporten-clientid: eve',
    'x-dataporten-clientid': 'client-uuid',
    'x-dataporten-userid-sec': 'feide:??@x',
  })
})

test('lets browsers ask beforehand, without a token and without an identity', async () => {
  const { origin, seen } = await gate()
  const headers = {
    origin: 'https://page.example',
    'access-control-request-method': 'GET',
    'X-Dataporten-userid': 'eve',
  }
  expect((await fetch(origin, { method: 'OPTIONS', headers })).status).toBe(200)
  expect(seen[0]).toMatchObject({ method: 'OPTIONS' })
  expect(identityIn(seen[0]?.headers)).toEqual({})
})

test('passes bodies on in pieces, up to a limit', async () => {
  const { origin, seen } = await gate({ bounds: { request: 100_000 } })
  const post = (length: number) =>
    fetch(origin, { method: 'POST', headers: bearer('ada'), body: new Uint8Array(length) })
  expect((await post(100_000)).status).toBe(200)
  expect(seen[0]?.length).toBe(100_000)
  expect((await post(3_000_000).catch(() => ({ status: 413 }))).status).toBe(413)
  expect(seen).toHaveLength(1)
})

test('cuts an answer that does not end', async () => {
  const endless = await echo((_, response) => {
    const more = () => response.write('x'.repeat(10_000), more)
    more()
  })
  const { origin } = await gate({ bounds: { answer: 100_000 } }, endless)
  const answer = await fetch(origin, { headers: bearer('ada') })
  await expect(answer.text()).rejects.toThrow()
})

test('answers for an API that is silent, and for one that is not there', async () => {
  const silent = await echo(() => {})
  const { origin } = await gate({ bounds: { patience: 50 } }, silent)
  expect((await fetch(origin, { headers: bearer('ada') })).status).toBe(504)
  const gone = await gate({ backend: 'http://127.0.0.1:1' })
  expect((await fetch(gone.origin, { headers: bearer('ada') })).status).toBe(502)
})

test('hands back what the API answers, whatever it is', async () => {
  const teapot = await echo((_, response) => {
    response.writeHead(418, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Content-Type', 'image/png'])
    response.end(Buffer.from([0, 255, 254, 13, 10]))
  })
  const { origin } = await gate({}, teapot)
  const answer = await fetch(origin, { headers: bearer('ada') })
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([418, ['a=1', 'b=2']])
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 254, 13, 10])
})

test('lets nobody in when the token cannot be looked up', async () => {
  const { origin, seen } = await gate({
    lookUp: () => {
      throw new Error('the database is gone, secret-of-the-database')
    },
  })
  const answer = await fetch(origin, { headers: bearer('ada') })
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('secret-of-the-database')
  expect(seen).toEqual([])
})
