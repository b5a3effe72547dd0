import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { endpointOf, logIn } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

const get = async (url: string, init?: RequestInit) => {
  const answer = await fetch(url, init)
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) }
}

test('the issuer ends in a slash, and says where everything is', async () => {
  const { status, headers, json } = await get(op.discoveryUrl)
  expect([status, headers.get('content-type'), headers.get('access-control-allow-origin')]).toEqual([
    200,
    'application/json;charset=UTF-8',
    '*',
  ])
  expect(json()).toMatchObject({
    issuer: `${op.origin}/oidc/`,
    authorization_endpoint: `${op.origin}/oidc/authorize`,
    end_session_endpoint: `${op.origin}/oidc/endsession`,
    code_challenge_methods_supported: ['plain', 'S256'],
  })
})

test('tokens are signed with the key that is published, which keeps its name when another follows', async () => {
  const verified = async () => {
    const { keys } = (await get(endpointOf(op, 'jwks'))).json() as { keys: (JsonWebKey & { kid: string })[] }
    const jwt = decodeJwt((await logIn(op)).id)
    const key = keys.find(({ kid }) => kid === jwt?.header.kid)
    if (!jwt || !key) throw new Error('no key')
    return { verifies: verifiesRs256(jwt, createPublicKey({ key, format: 'jwk' })), kids: keys.map(({ kid }) => kid) }
  }
  expect(await verified()).toEqual({ verifies: true, kids: ['oidc'] })
  await op.rotateKeys()
  expect((await verified()).verifies).toBe(true)
})

test('people are found by their address', async () => {
  const { host } = new URL(op.origin)
  const url = (resource: string) => `${op.issuer}.well-known/webfinger?${new URLSearchParams({ resource })}`
  const known = await get(url(`acct:${op.people.plain?.username}@${host}`))
  expect(known.json().links).toEqual([{ rel: 'http://openid.net/specs/connect/1.0/issuer', href: op.issuer }])
  expect((await get(url(op.issuer))).status).toBe(200)
  expect((await get(url(`acct:nobody@${host}`))).status).toBe(404)
  expect((await get(url(`acct:${op.people.plain?.username}@evil.example`))).status).toBe(404)
  expect((await get(`${op.issuer}.well-known/webfinger`)).status).toBe(400)
})

test('nobody registers, nothing else is there, and scripts may read what is for programs', async () => {
  expect((await get(endpointOf(op, 'registration'), { method: 'POST', body: '{}' })).status).toBe(403)
  expect((await get(`${op.issuer}nothing/here`)).status).toBe(404)
  for (const name of ['token', 'userinfo', 'jwks'] as const) {
    expect((await get(endpointOf(op, name))).headers.get('access-control-allow-origin')).toBe('*')
  }
  expect((await get(`${op.issuer}login`)).headers.get('access-control-allow-origin')).toBeNull()
})

test('no page may be framed, sniffed or kept', async () => {
  for (const path of ['login', 'nothing/here', 'authorize']) {
    const { headers } = await get(op.issuer + path)
    expect([headers.get('x-frame-options'), headers.get('x-content-type-options')]).toEqual(['DENY', 'nosniff'])
    expect(headers.get('cache-control')).toContain('no-store')
  }
})

test('a request line that is too long gets an answer', async () => {
  const { status } = await get(`${endpointOf(op, 'authorization')}?state=${'x'.repeat(9_000)}`)
  expect(status).toBe(400)
})
