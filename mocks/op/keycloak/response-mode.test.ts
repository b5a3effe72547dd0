import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { ask, carried, refusal, walk } from '../testing/flow.ts'
import { clientOf, endpointOf } from '../testing/relying-party.ts'
import type { Stop } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const markOf = ({ away = '' }: Stop): string => away.replace(/^[^?#]*/, '').charAt(0)

const HYBRID = { response_type: 'code id_token', nonce: 'n' }

/** What a page posts by itself. */
const posted = ({ page }: Stop): Record<string, string> =>
  Object.fromEntries(page.forms[0]?.fields.map(({ name, value }) => [name, value]) ?? [])

describe('how an answer travels', () => {
  test.each([
    ['web', {}, '?', ['code', 'session_state', 'state']],
    ['web', { response_mode: 'query' }, '?', ['code', 'session_state', 'state']],
    ['web', { response_mode: 'fragment' }, '#', ['code', 'session_state', 'state']],
    ['hybrid', HYBRID, '#', ['code', 'id_token', 'session_state', 'state']],
    [
      'implicit',
      { response_type: 'id_token token', nonce: 'n' },
      '#',
      ['access_token', 'expires_in', 'id_token', 'session_state', 'state', 'token_type'],
    ],
    ['implicit', { response_type: 'id_token', nonce: 'n' }, '#', ['id_token', 'session_state', 'state']],
    ['web', { response_type: 'none' }, '?', ['session_state', 'state']],
  ])('%s with %j: %s', async (role, changes, mark, names) => {
    const stop = await walk(op, role, changes)
    expect(markOf(stop)).toBe(mark)
    expect(
      Object.keys(carried(stop))
        .filter((name) => name !== 'iss')
        .sort(),
    ).toEqual(names)
  })

  test('query stays in front of what came with the address', async () => {
    const redirect_uri = 'http://127.0.0.1/any/where?a=b'
    expect((await walk(op, 'local', { redirect_uri })).away).toMatch(/^http:\/\/127\.0\.0\.1\/any\/where\?a=b&state=s&/)
  })

  test('a form posts itself, to the client and nowhere else', async () => {
    const state = `'"><script>alert(1)</script>`
    const stop = await walk(op, 'web', { response_mode: 'form_post', state })
    expect(stop.page.submitsItself).toBe(true)
    expect(stop.page.forms[0]).toMatchObject({ method: 'POST', action: clientOf(op, 'web').redirectUris[0] })
    expect(posted(stop)).toMatchObject({ state, code: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) })
    expect(stop.headers.get('cache-control')).toContain('no-store')
  })

  test('an error is posted as well', async () => {
    expect(posted(await ask(op, 'web', { response_mode: 'form_post', prompt: 'none' }))).toMatchObject({
      error: 'login_required',
      state: 's',
    })
  })

  test('tokens never travel in a query', async () => {
    const stop = await ask(op, 'hybrid', { ...HYBRID, response_mode: 'query' })
    expect(refusal(stop)).toBe("invalid_request: Response_mode 'query' not allowed for implicit or hybrid flow")
  })
})

const isSigned = async (text: string): Promise<boolean> => {
  const jwt = decodeJwt(text)
  const answer = await fetch(endpointOf(op, 'jwks'))
  const { keys } = (await answer.json()) as { readonly keys: readonly (JsonWebKey & { readonly kid: string })[] }
  const jwk = keys.find(({ kid }) => kid === jwt?.header.kid)
  return jwt !== undefined && jwk !== undefined && verifiesRs256(jwt, createPublicKey({ key: jwk, format: 'jwk' }))
}

describe('a signed answer', () => {
  test.each([
    ['web', 'jwt', {}, '?'],
    ['web', 'query.jwt', {}, '?'],
    ['web', 'fragment.jwt', {}, '#'],
    ['hybrid', 'jwt', HYBRID, '#'],
  ])('%s with mode %s', async (role, response_mode, changes, mark) => {
    const stop = await walk(op, role, { ...changes, response_mode })
    expect(markOf(stop)).toBe(mark)
    const { response = '', ...rest } = carried(stop)
    expect(rest).toEqual({})
    expect(await isSigned(response)).toBe(true)
    expect(decodeJwt(response)?.claims).toMatchObject({
      iss: op.issuer,
      aud: clientOf(op, role).clientId,
      state: 's',
      code: expect.any(String),
    })
  })

  test('by a form', async () => {
    const { response = '' } = posted(await walk(op, 'web', { response_mode: 'form_post.jwt' }))
    expect(await isSigned(response)).toBe(true)
  })

  test('of an error', async () => {
    const { response = '' } = carried(await ask(op, 'web', { response_mode: 'jwt', prompt: 'none' }))
    expect(decodeJwt(response)?.claims).toMatchObject({ error: 'login_required', state: 's' })
  })
})
