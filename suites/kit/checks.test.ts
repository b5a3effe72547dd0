import { describe, expect, test } from 'vitest'
import type { ConditionId } from '#fixtures/dialects/conditions.ts'
import { installMatchers } from './checks.ts'
import type { Authorization } from './contract.ts'
import { answerOf } from './drivers/transport.ts'
import { judging, newJudgement } from './judgement.ts'
import { seedAt } from './testing/seed.ts'

installMatchers()

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return answerOf('http://127.0.0.1:9/token', status, new Headers(headers), text)
}

const REQUEST = { state: 's-1' }

const ended = (changes: Partial<Authorization>): Authorization => ({
  request: REQUEST,
  kind: 'callback',
  params: {},
  pages: [],
  answer: answer(302, ''),
  ...changes,
})

const callback = (params: Record<string, string>) => ended({ params, ...(params.code ? { code: params.code } : {}) })
const page = (status: number, text: string) => ended({ kind: 'page', answer: answer(status, `<p>${text}`) })

/** What a judgement says of it: undefined when it holds. */
const said = async (
  check: () => void,
  kind: 'embedded' | 'configured' = 'embedded',
): Promise<{ readonly message?: string; readonly drifts: number; readonly refusals: readonly string[] }> => {
  const judgement = newJudgement(await seedAt(undefined, { kind }))
  let message: string | undefined
  try {
    judging(judgement, check)
  } catch (error) {
    message = error instanceof Error ? error.message : String(error)
  }
  const { drifts, refusals } = judgement
  return { drifts: drifts.length, refusals: [...refusals], ...(message === undefined ? {} : { message }) }
}

const SPENT = { error: 'invalid_grant', error_description: 'Code not valid' }

describe('toBeTokenError', () => {
  test('holds for the dialect’s status, code and words, and wants a control', async () => {
    const outcome = await said(() => expect(answer(400, SPENT)).toBeTokenError('invalid_grant', 'code.spent'))
    expect(outcome).toEqual({ drifts: 0, refusals: ['token'] })
  })

  test.for([
    { got: answer(200, { access_token: 'x' }), says: '200 with access_token' },
    { got: answer(401, SPENT), says: '401 invalid_grant "Code not valid"' },
    { got: answer(400, { error: 'invalid_request' }), says: '400 invalid_request' },
    { got: answer(500, '<html>'), says: '500 with a body that is no JSON' },
    { got: answer(400, ''), says: '400 with an empty body' },
    { got: undefined, says: 'nothing: the flow ended before' },
  ])('says what came: $says', async ({ got, says }) => {
    const { message } = await said(() => expect(got).toBeTokenError('invalid_grant', 'code.spent'))
    expect(message).toBe(`expected 400 invalid_grant "Code not valid" (code.spent); got ${says}`)
  })

  test('other words fail on an issuer of ours, and drift on another', async () => {
    const other = answer(400, { error: 'invalid_grant', error_description: 'Code is expired' })
    const check = () => expect(other).toBeTokenError('invalid_grant', 'code.spent')
    expect((await said(check)).message).toContain('got 400 invalid_grant "Code is expired"')
    expect(await said(check, 'configured')).toMatchObject({ drifts: 1 })
    expect(await said(check, 'configured')).not.toHaveProperty('message')
  })

  test('status and code are hard everywhere', async () => {
    const check = () => expect(answer(401, SPENT)).toBeTokenError('invalid_grant', 'code.spent')
    expect((await said(check, 'configured')).message).toContain('got 401')
  })

  test('the dialect decides the code, and its placeholders match anything', async () => {
    const got = answer(401, { error: 'unauthorized_client', error_description: 'No secret here' })
    expect(await said(() => expect(got).toBeTokenError('invalid_client', 'client.secret-wrong'))).not.toHaveProperty(
      'message',
    )
  })

  test('without a condition the standard decides, and words do not matter', async () => {
    const got = answer(400, { error: 'invalid_scope', error_description: 'whatever' })
    expect(await said(() => expect(got).toBeTokenError('invalid_scope'))).not.toHaveProperty('message')
    expect((await said(() => expect(got).toBeTokenError('invalid_grant'))).message).toContain(
      '400 or 401 invalid_grant',
    )
  })

  test('a condition that the dialect does not word is our error, whatever came', async () => {
    const check = () => expect(answer(400, SPENT)).toBeTokenError('x', 'token.code-missing' as ConditionId)
    expect((await said(check)).message).toMatch(/^The dialect stub-dialect does not say how token.code-missing/)
  })

  test('its negation leaves no traces', async () => {
    const outcome = await said(() => expect(answer(200, {})).not.toBeTokenError('invalid_grant', 'code.spent'))
    expect(outcome).toEqual({ drifts: 0, refusals: [] })
  })
})

describe('toBeTokenSuccess', () => {
  test('wants a token and its type', async () => {
    const good = answer(200, { access_token: 'x', token_type: 'Bearer' })
    expect(await said(() => expect(good).toBeTokenSuccess())).not.toHaveProperty('message')
    const typeless = answer(200, { access_token: 'x' })
    expect((await said(() => expect(typeless).toBeTokenSuccess())).message).toBe(
      'expected 200 with an access token and its type; got 200 with access_token and no token_type',
    )
  })
})

describe('at the authorization endpoint', () => {
  test('an error at the redirect URI has the state and no code', async () => {
    const check = (got: Authorization) => () =>
      expect(got).toBeAuthorizationError('login_required', 'authorization.prompt-none-login' as ConditionId)
    expect(await said(check(callback({ error: 'login_required', state: 's-1' })))).toEqual({
      drifts: 0,
      refusals: ['authorization'],
    })
    const both = check(callback({ error: 'login_required', code: 'c', state: 's-1' }))
    expect((await said(both)).message).toMatch(/got the error login_required/)
    const stateless = check(callback({ error: 'login_required' }))
    expect((await said(stateless)).message).toMatch(/, without the state$/)
    const other = check(callback({ error: 'login_required', state: 's-2' }))
    expect((await said(other)).message).toMatch(/, with another state$/)
    const login = check(ended({ kind: 'login-page' }))
    expect((await said(login)).message).toMatch(/got the login page$/)
  })

  test('an error page stays at the issuer', async () => {
    const check = (got: Authorization) => () => expect(got).toBeErrorPage('authorization.client-unknown')
    expect(await said(check(page(400, 'We are sorry… Client not found.')))).not.toHaveProperty('message')
    expect((await said(check(page(200, 'Client not found.')))).message).toMatch(/got 200 and a page that says/)
    expect((await said(check(page(400, 'Something')))).message).toMatch(/got 400 and a page that says "Something"/)
    expect(await said(check(page(400, 'Something')), 'configured')).toMatchObject({ drifts: 1 })
    const redirected = callback({ error: 'x', state: 's-1' })
    expect((await said(check(redirected), 'configured')).message).toMatch(/got the error x at the redirect URI$/)
  })

  test('a callback has a code and the state', async () => {
    const check = (got: Authorization) => () => expect(got).toBeCallback()
    expect(await said(check(callback({ code: 'c', state: 's-1' })))).not.toHaveProperty('message')
    expect((await said(check(callback({ code: 'c', state: 'x' })))).message).toMatch(/with another state$/)
    expect((await said(check(callback({ state: 's-1' })))).message).toMatch(/the redirect URI without a code$/)
  })

  test('a login or consent page counts where it is the end, and on the way', async () => {
    const onTheWay = ended({ params: { code: 'c' }, code: 'c', pages: ['login'] })
    expect(await said(() => expect(onTheWay).toRequireLogin())).not.toHaveProperty('message')
    expect((await said(() => expect(onTheWay).toRequireConsent())).message).toBe(
      'expected the consent page; got a code at the redirect URI',
    )
  })
})

describe('toBeBearerError', () => {
  const refused = (challenge: string, status = 401) => answer(status, '', { 'www-authenticate': challenge })
  const GOOD = 'Bearer realm="x", error="invalid_token", error_description="Nope"'

  test('reads the challenge', async () => {
    const check = (got: ReturnType<typeof refused>) => () =>
      expect(got).toBeBearerError('invalid_token', 'userinfo.token-invalid')
    expect(await said(check(refused(GOOD)))).not.toHaveProperty('message')
    expect((await said(check(refused(GOOD, 403)))).message).toMatch(/got 403 invalid_token "Nope"$/)
    expect((await said(check(refused('Basic realm="x"')))).message).toMatch(/, no Bearer challenge$/)
    expect((await said(check(answer(401, '')))).message).toMatch(/got 401 without an error code, no Bearer challenge$/)
    expect(await said(check(refused(GOOD.replace('Nope', 'Later'))), 'configured')).toMatchObject({ drifts: 1 })
  })

  test('null means that no error is named', async () => {
    expect(await said(() => expect(refused('Bearer realm="x"')).toBeBearerError(null))).not.toHaveProperty('message')
    expect((await said(() => expect(refused(GOOD)).toBeBearerError(null))).message).toMatch(/^expected 401 without/)
  })
})

test('matchers outside of a judgement say where they belong', () => {
  expect(() => expect(answer(200, {})).toBeTokenSuccess()).toThrow('works in the `verify` of a scenario only')
})
