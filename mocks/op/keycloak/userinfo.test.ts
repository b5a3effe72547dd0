import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { call, clientOf, endpointOf, logIn } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const get = (headers: Readonly<Record<string, string>>, query = '') =>
  fetch(endpointOf(op, 'userinfo') + query, { headers })

const post = (form: readonly (readonly [string, string])[], headers: Readonly<Record<string, string>> = {}) =>
  fetch(endpointOf(op, 'userinfo'), { method: 'POST', headers, body: new URLSearchParams(form as [string, string][]) })

const challengeOf = (answer: Response): string => `${answer.status} ${answer.headers.get('www-authenticate')}`

test('claims follow the scopes of the token', async () => {
  const [little, more] = [await logIn(op), await logIn(op, 'web', { scope: 'openid email' })]
  const read = async (access: string) =>
    (await get({ authorization: `Bearer ${access}` })).json() as Promise<Record<string, unknown>>
  expect(await read(little.access)).not.toHaveProperty('email')
  expect(await read(more.access)).toMatchObject({
    sub: decodeJwt(more.id)?.claims.sub,
    email: op.people.plain?.attributes.email,
  })
})

test('the token comes in the header or in a form, and one way only', async () => {
  const { access } = await logIn(op)
  const bearer = { authorization: `Bearer ${access}` }
  expect((await get(bearer)).status).toBe(200)
  expect((await get({ authorization: `bearer ${access}` })).status).toBe(200)
  expect((await post([['access_token', access]])).status).toBe(200)
  expect((await get({}, `?access_token=${access}`)).status).toBe(401)
  expect(challengeOf(await post([['access_token', access]], bearer))).toContain('400 Bearer realm="openaire"')
  const twice = await post([
    ['access_token', access],
    ['access_token', access],
  ])
  expect(challengeOf(twice)).toContain('error_description="Duplicate parameter"')
})

describe('what is not a good token', () => {
  const refused = async (token: string): Promise<string> => challengeOf(await get({ authorization: `Bearer ${token}` }))

  test('hears why in the header, and nothing else', async () => {
    const { access, id } = await logIn(op)
    for (const token of ['x', id, `${access}x`, access.replace(/\.[^.]*$/, '.')]) {
      expect(await refused(token)).toBe(
        '401 Bearer realm="openaire", error="invalid_token", error_description="Token verification failed"',
      )
    }
    expect(await (await get({})).text()).toBe('')
    expect(challengeOf(await get({}))).toBe('401 Bearer realm="openaire"')
  })

  test('an old one', async () => {
    const { access } = await logIn(op)
    op.elapse(access, op.profile.lifetimes.accessToken)
    expect(await refused(access)).toContain('error="invalid_token"')
  })

  test('one without openid', async () => {
    const { access } = await logIn(op, 'web', { scope: 'email' })
    expect(await refused(access)).toBe(
      '403 Bearer realm="openaire", error="insufficient_scope", error_description="Missing openid scope"',
    )
  })
})

test('a machine has a subject, and no more', async () => {
  const { body } = await call(op, 'token', clientOf(op, 'service'), {
    grant_type: 'client_credentials',
    scope: 'openid email',
  })
  const answer = await get({ authorization: `Bearer ${body.access_token}` })
  expect(answer.status).toBe(200)
  expect(Object.keys((await answer.json()) as object)).toContain('sub')
})
