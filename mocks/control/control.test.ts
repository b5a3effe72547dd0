import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { attacks, faults } from '#mocks/faults/index.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { clientOf, endpointOf, logIn, userinfoStatus } from '#mocks/op/testing/relying-party.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { faultRow } from './documents.ts'
import { type Control, startControl } from './index.ts'

let op: RunningProvider
let control: Control
beforeAll(async () => {
  op = await startProvider()
  control = await startControl(op)
})
afterEach(() => op.reset())
afterAll(() => Promise.all([control.close(), op.close()]))

const ask = async (method: string, path: string, body?: unknown, token = control.token) => {
  const answer = await fetch(control.url + path, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

const subOf = (idToken: string) => decodeJwt(idToken)?.claims.sub

describe('who may', () => {
  test('is who has the token', async () => {
    expect((await ask('GET', '/', undefined, 'guessed')).status).toBe(401)
    const bare = await fetch(`${control.url}/reset`, { method: 'POST' })
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect((await ask('GET', '/')).body).toMatchObject({ issuer: op.issuer, profile: 'openaire-beta' })
  })

  test('no two interfaces share a token', async () => {
    const second = await startControl(op)
    expect(second.token).not.toBe(control.token)
    await second.close()
  })
})

describe('what cannot be done is said in a sentence', () => {
  test.each<[string, string, unknown, number, RegExp]>([
    ['GET', '/nothing', undefined, 404, /GET \/ lists/],
    ['PATCH', '/clients/web', {}, 405, /takes GET, PUT, DELETE/],
    ['GET', '/clients/nobody', undefined, 404, /no "nobody".*web/],
    ['PUT', '/clients/mine', '{"clientId"', 400, /no JSON/],
    ['PUT', '/clients/mine', undefined, 400, /JSON object/],
    ['PUT', '/clients/mine', { clientId: 'x' }, 400, /"redirectUris" is missing/],
    ['PUT', '/clients/mine', { clientId: 'x', auth: 'none', redirectUris: [], colour: 1 }, 400, /no member "colour"/],
    ['PUT', '/users/me', { username: 'x' }, 400, /"password" is missing/],
    ['POST', '/faults', { fault: 'nothing.of-the-kind' }, 404, /GET \/faults/],
    ['POST', '/faults', { fault: { at: 'nowhere' } }, 400, /"at" is "nowhere": make it one of.*id-token/],
    ['DELETE', '/faults/unknown', undefined, 404, /handle/],
    ['POST', '/elapse', { handle: 'unknown', seconds: 1 }, 404, /no such code/],
    ['POST', '/elapse', { handle: 'unknown' }, 400, /"seconds" is missing/],
    ['GET', '/requests?wait=61', undefined, 400, /0 to 60/],
    ['GET', '/requests?after=-1', undefined, 400, /"after"/],
    ['GET', '/clients/%zz', undefined, 400, /percent/],
  ])('%s %s %j', async (method, path, body, status, sentence) => {
    const answer = await ask(method, path, body)
    expect(answer).toEqual({ status, body: { error: expect.stringMatching(sentence) } })
  })
})

test('clients and users come, are seen, and go', async () => {
  const client = { clientId: 'mine', auth: 'client_secret_basic', secret: 's', redirectUris: ['http://127.0.0.1/cb'] }
  expect((await ask('PUT', '/clients/mine', client)).status).toBe(201)
  expect((await ask('PUT', '/users/me', { username: 'me', password: 'pw' })).status).toBe(201)
  expect((await logIn(op, 'mine', { as: 'me' })).status).toBe(200)
  expect((await ask('GET', '/clients/mine')).body).toMatchObject(client)
  expect((await ask('GET', '/users')).body.me).toMatchObject({ username: 'me' })
  expect((await ask('DELETE', '/users/me')).status).toBe(204)
  expect((await ask('DELETE', '/clients/mine')).status).toBe(204)
  expect((await ask('GET', '/clients/mine')).status).toBe(404)
})

describe('faults', () => {
  test('are armed for a client, so many times, by name or as a row, and lifted', async () => {
    const { clientId } = clientOf(op, 'web-two')
    const row = { at: 'id-token', set: { sub: 'somebody else' } }
    const { status, body } = await ask('POST', '/faults', { fault: row, client: clientId, times: 1 })
    expect([status, body]).toEqual([
      201,
      { handle: expect.any(String), id: 'own', title: expect.any(String), client: clientId, times: 1 },
    ])
    expect((await ask('GET', '/faults')).body.armed).toEqual([body])
    expect(subOf((await logIn(op, 'web')).id)).not.toBe('somebody else')
    expect(subOf((await logIn(op, 'web-two')).id)).toBe('somebody else')
    expect(subOf((await logIn(op, 'web-two')).id)).not.toBe('somebody else')
    expect((await ask('GET', '/faults')).body.armed).toEqual([])
  })

  test('are lifted one by one and all at once', async () => {
    const known = (await ask('GET', '/faults')).body.known
    expect(known).toHaveLength([...faults, ...attacks].length)
    const [one, two] = await Promise.all([known[0].id, known[1].id].map((fault) => ask('POST', '/faults', { fault })))
    expect((await ask('DELETE', `/faults/${one?.body.handle}`)).status).toBe(204)
    expect((await ask('GET', '/faults')).body.armed).toEqual([two?.body])
    expect((await ask('DELETE', '/faults')).status).toBe(204)
    expect((await ask('GET', '/faults')).body.armed).toEqual([])
  })

  test('of ours can all be said in JSON but for computed values', () => {
    for (const { needs: _, also: __, variant: ___, ...fault } of faults.filter(({ at }) => at !== 'document')) {
      const computed = Object.values(fault.set ?? {}).some((value) => typeof value === 'function')
      expect(faultRow.safeParse(fault).success, fault.id).toBe(!computed)
    }
  })
})

describe('requests', () => {
  test('are listed by endpoint, by client, and after a number', async () => {
    await logIn(op, 'web')
    await logIn(op, 'web-two')
    const { clientId } = clientOf(op, 'web-two')
    const tokens = (await ask('GET', '/requests?endpoint=token')).body
    expect(tokens).toHaveLength(2)
    expect((await ask('GET', `/requests?endpoint=token&client=${clientId}`)).body).toEqual([tokens[1]])
    expect((await ask('GET', `/requests?endpoint=token&after=${tokens[0].number}`)).body).toEqual([tokens[1]])
    expect((await ask('DELETE', '/requests')).status).toBe(204)
    expect((await ask('GET', '/requests')).body).toEqual([])
  })

  test('are waited for, in vain too', async () => {
    const waiting = ask('GET', '/requests?endpoint=userinfo&wait=60')
    await userinfoStatus(op, 'nothing')
    expect((await waiting).body).toEqual([expect.objectContaining({ endpoint: 'userinfo', status: 401 })])
    expect((await ask('GET', '/requests?endpoint=revocation&wait=1')).body).toEqual([])
  })

  test('are waited for no longer when the provider is closed', async () => {
    const other = await startProvider()
    const second = await startControl(other)
    const waiting = fetch(`${second.url}/requests?wait=60`, { headers: { authorization: `Bearer ${second.token}` } })
    await expect.poll(() => fetch(`${second.url}/`).then(({ status }) => status)).toBe(401)
    await other.close()
    expect(await (await waiting).json()).toEqual([])
    await second.close()
  })
})

test('time passes, keys turn, and a reset ends it all', async () => {
  const { access, id } = await logIn(op)
  expect((await ask('POST', '/elapse', { handle: access, seconds: 86_400 })).status).toBe(204)
  expect(await userinfoStatus(op, access)).toBe(401)
  expect((await ask('POST', '/keys', { forget: true })).status).toBe(204)
  const keys = await (await fetch(endpointOf(op, 'jwks'))).json()
  expect(keys.keys.map(({ kid }: { kid: string }) => kid)).not.toContain(decodeJwt(id)?.header.kid)
  await ask('POST', '/faults', { fault: { at: 'id-token', remove: ['sub'] } })
  expect((await ask('POST', '/reset')).status).toBe(204)
  expect((await ask('GET', '/requests')).body).toEqual([])
  expect((await ask('GET', '/faults')).body.armed).toEqual([])
  expect(subOf((await logIn(op)).id)).toBeTypeOf('string')
})
