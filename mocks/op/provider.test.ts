import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from './index.ts'
import { ask, carried, codeFor, redeem, refreshed, refusal, walk } from './testing/flow.ts'
import { clientOf, endpointOf, logIn, userinfoStatus } from './testing/relying-party.ts'
import { visitor } from './testing/visitor.ts'

let op: RunningProvider
let other: RunningProvider
beforeAll(async () => {
  op = await startProvider()
  other = await startProvider()
})
afterAll(() => Promise.all([op.close(), other.close()]))

const claimsOf = (token: string) => decodeJwt(token)?.claims ?? {}

describe('two issuers in one process', () => {
  test('know nothing of each other', async () => {
    const login = await logIn(op, 'refresh')
    expect(await userinfoStatus(other, login.access)).toBe(401)
    expect((await refreshed(other, 'refresh', login.refresh)).status).toBe(400)
    expect((await redeem(other, 'web', await codeFor(op, 'web'))).status).toBe(400)
    const stranger = visitor(other.origin)
    for (const [name, value] of login.browser.cookies) stranger.cookies.set(name, value)
    expect(refusal(await ask(other, 'web', { prompt: 'none' }, stranger))).toBe('login_required')
  })

  test('share neither keys, clients, people, faults nor requests', async () => {
    const added = { ...clientOf(op, 'web'), clientId: 'added' }
    op.addClient('added', added)
    const { lift } = op.fault({ id: 'x', title: 'x', breaks: 'x', at: 'id-token', remove: ['sub'] })
    other.requests.clear()
    const [mine, theirs] = [await logIn(op), await logIn(other)]
    lift()
    expect(decodeJwt(mine.id)?.header.kid).not.toBe(decodeJwt(theirs.id)?.header.kid)
    expect([claimsOf(mine.id).sub, typeof claimsOf(theirs.id).sub]).toEqual([undefined, 'string'])
    expect(other.clients).not.toHaveProperty('added')
    expect(other.requests.all().every(({ url }) => url.startsWith(other.origin))).toBe(true)
    expect(refusal(await ask(op, 'added', { prompt: 'none' }))).toBe('login_required')
  })

  test('agree about who somebody is', async () => {
    expect(claimsOf((await logIn(op)).id).sub).toBe(claimsOf((await logIn(other)).id).sub)
  })
})

describe('clients and people', () => {
  test('give way to another of their name, and go', async () => {
    const first = { ...clientOf(op, 'web'), clientId: 'first' }
    op.addClient('coming', first)
    op.addClient('coming', { ...first, clientId: 'second' })
    expect(refusal(await ask(op, 'coming', { prompt: 'none' }))).toBe('login_required')
    expect((await ask(op, 'web', { client_id: 'first' })).status).toBe(400)
    op.removeClient('coming')
    expect((await ask(op, 'web', { client_id: 'second' })).status).toBe(400)
    op.addUser('coming', { title: 'somebody', username: 'coming', password: 'pw', attributes: {} })
    op.removeUser('coming')
    expect(op.people).not.toHaveProperty('coming')
    await expect(logIn(op, 'web', { as: 'coming' })).rejects.toThrow('no person coming')
  })

  test('come in while the provider runs, or from the start', async () => {
    const client = { ...clientOf(op, 'web'), clientId: 'late', redirectUris: ['https://late.example/cb'] }
    const person = { title: 'somebody', username: 'late', password: 'pw', attributes: { name: 'Late Comer' } }
    op.addClient('late', client)
    op.addUser('late', person)
    const { id } = await redeem(op, 'late', await codeFor(op, 'late', { scope: 'openid profile' }, { as: 'late' }))
    expect(id).not.toBe('')
    const early = await startProvider({ clients: { early: client }, people: { early: person } })
    expect((await redeem(early, 'early', await codeFor(early, 'early', {}, { as: 'early' }))).status).toBe(200)
    await early.close()
  })
})

describe('time', () => {
  test('passes for one login and no other', async () => {
    const [aged, young] = [await logIn(op, 'refresh'), await logIn(op, 'refresh')]
    op.elapse(aged.access, op.profile.lifetimes.accessToken)
    expect([await userinfoStatus(op, aged.access), await userinfoStatus(op, young.access)]).toEqual([401, 200])
    expect((await refreshed(op, 'refresh', aged.refresh)).status).toBe(200)
    op.elapse(aged.refresh, op.profile.lifetimes.refreshToken)
    expect((await refreshed(op, 'refresh', aged.refresh)).status).toBe(400)
  })

  test('does not pass for what nobody knows', () => {
    expect(() => op.elapse('unknown', 1)).toThrow('gave no such code or token')
  })
})

describe('requests', () => {
  test('are told as they came', async () => {
    op.requests.clear()
    const code = await codeFor(op, 'web', { nonce: 'told' })
    await redeem(op, 'web', code)
    const [token, ...more] = op.requests.to('token')
    expect(more).toEqual([])
    expect(token).toMatchObject({ method: 'POST', status: 200, params: { grant_type: 'authorization_code', code } })
    expect(token?.clientId).toBe(clientOf(op, 'web').clientId)
    expect(op.requests.to('authorization')[0]?.params.nonce).toBe('told')
    await fetch(`${endpointOf(op, 'authorization')}?a=1&a=2`)
    expect([...op.requests].at(-1)).toMatchObject({ params: { a: '1' }, repeated: { a: ['1', '2'] }, status: 400 })
  })

  test('can be waited for, past ones and future ones', async () => {
    op.requests.clear()
    const waiting = op.requests.waitFor(({ params }) => params.state === 'awaited')
    await ask(op, 'web', { state: 'awaited' })
    expect((await waiting).endpoint).toBe('authorization')
    expect((await op.requests.waitFor(({ params }) => params.state === 'awaited')).status).toBe(200)
    await expect(op.requests.waitFor(({ params }) => params.state === 'never', 5)).rejects.toThrow('5 ms')
  })
})

describe('faults', () => {
  const fault = { id: 'x', title: 'x', breaks: 'x' }

  test('set, remove, and are lifted', async () => {
    const { lift } = op.fault({ ...fault, at: 'id-token', set: { aud: 'another' }, remove: ['sid'] })
    const bent = claimsOf((await logIn(op)).id)
    lift()
    expect([bent.aud, 'sid' in bent]).toEqual(['another', false])
    expect(claimsOf((await logIn(op)).id)).toMatchObject({ aud: clientOf(op, 'web').clientId })
  })

  test('repeat what the redirect carries', async () => {
    const { lift } = op.fault({ ...fault, at: 'authorization.response', repeat: ['state'] })
    const { away = '' } = await walk(op, 'web')
    lift()
    expect(new URL(away).searchParams.getAll('state')).toEqual(['s', 's'])
  })

  test('sign otherwise', async () => {
    const { lift } = op.fault({ ...fault, at: 'id-token', sign: 'none' })
    const { id } = await logIn(op)
    lift()
    expect([decodeJwt(id)?.header.alg, id.endsWith('.')]).toEqual(['none', true])
  })

  test('change a behaviour, for one client, so many times', async () => {
    const behave = { replay: 'forgiven' }
    op.fault({ ...fault, at: 'behaviour', behave }, { client: clientOf(op, 'web').clientId, times: 1 })
    const [first, second] = [await codeFor(op, 'web'), await codeFor(op, 'web')]
    const [kept, lost] = [await redeem(op, 'web', first), await redeem(op, 'web', second)]
    for (const code of [first, second]) expect((await redeem(op, 'web', code)).status).toBe(400)
    expect([await userinfoStatus(op, kept.access), await userinfoStatus(op, lost.access)]).toEqual([200, 401])
  })

  test('bend whole answers', async () => {
    const { lift } = op.fault({ ...fault, at: 'answer', on: 'jwks', answer: { status: 503 } })
    expect((await fetch(endpointOf(op, 'jwks'))).status).toBe(503)
    lift()
    expect((await fetch(endpointOf(op, 'jwks'))).status).toBe(200)
  })
})

test('a reset leaves nothing but the beginning, and the keys', async () => {
  const provider = await startProvider({ faults: [{ at: 'userinfo.response', set: { from: 'the beginning' } }] })
  const told = async (access: string) => {
    const answer = await fetch(endpointOf(provider, 'userinfo'), { headers: { authorization: `Bearer ${access}` } })
    return { status: answer.status, body: answer.ok ? await answer.json() : undefined }
  }
  const before = await logIn(provider)
  provider.addClient('late', { ...clientOf(provider, 'web'), clientId: 'late' })
  provider.removeUser('plain')
  provider.fault({ id: 'x', title: 'x', breaks: 'x', at: 'id-token', remove: ['sub'] })
  provider.reset()
  expect(provider.requests.all()).toEqual([])
  expect([provider.clients.late, provider.people.plain]).toEqual([undefined, expect.anything()])
  expect((await told(before.access)).status).toBe(401)
  expect(refusal(await ask(provider, 'web', { prompt: 'none' }, before.browser))).toBe('login_required')
  const after = await logIn(provider)
  expect(claimsOf(after.id).sub).toBeTypeOf('string')
  expect(decodeJwt(after.id)?.header.kid).toBe(decodeJwt(before.id)?.header.kid)
  expect((await told(after.access)).body).toMatchObject({ from: 'the beginning' })
  await provider.close()
})

test('once closed nothing answers, and the port is free', async () => {
  const provider = await startProvider()
  const { port } = new URL(provider.origin)
  expect(carried(await walk(provider, 'web'))).toHaveProperty('code')
  await provider.close()
  await expect(fetch(provider.discoveryUrl)).rejects.toThrow()
  const next = await startProvider({ port: Number(port) })
  await next.close()
})
