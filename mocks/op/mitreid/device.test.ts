import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { basic, call, clientOf, endpointOf, personOf, tokensOf, userinfoStatus } from '../testing/relying-party.ts'
import { type Stop, type Visitor, visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

const ROLE = 'device-public'

const codes = async (form: Record<string, string> = { scope: 'openid email' }): Promise<Record<string, string>> =>
  (await call(op, 'deviceAuthorization', clientOf(op, ROLE), form)).body as Record<string, string>

const poll = (code: string | undefined, role = ROLE) =>
  tokensOf(op, clientOf(op, role), {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    ...(code === undefined ? {} : { device_code: code }),
  })

/** Signs in, types the code, and stops at what comes of it. */
const typed = async (code: string, browser: Visitor = visitor(op.origin)): Promise<Stop> => {
  const page = await browser.through(await browser.get(endpointOf(op, 'deviceVerification')), personOf(op, 'plain'))
  return browser.submit(page, { user_code: code }, 'approve')
}

const answered = async (code: string, button: 'accept' | 'cancel', browser = visitor(op.origin)): Promise<Stop> =>
  browser.through(await typed(code, browser), personOf(op, 'plain'), button)

describe('a device', () => {
  test('gets six letters for its user, no interval, and no address with the code in it', async () => {
    expect(await codes()).toEqual({
      user_code: expect.stringMatching(/^[0-9A-Z]{6}$/),
      device_code: expect.any(String),
      verification_uri: endpointOf(op, 'deviceVerification'),
      expires_in: 600,
    })
  })

  test('never gets a code that is easier to read than the worst', async () => {
    for (let count = 0; count < 20; count += 1) expect((await codes()).user_code).toMatch(/^(?=.*[01])(?=.*[A-Z])/)
  })

  test('names itself in the form, where a secret counts for nothing', async () => {
    const { clientId } = clientOf(op, 'device')
    const forms: readonly Record<string, string>[] = [{}, { client_secret: 'wrong' }]
    for (const form of forms) {
      const { status } = await call(op, 'deviceAuthorization', undefined, { client_id: clientId, ...form })
      expect(status).toBe(200)
    }
    const unnamed = await call(op, 'deviceAuthorization', clientOf(op, 'device'), {})
    expect(unnamed.status).toBe(405)
    const wrong = await fetch(endpointOf(op, 'deviceAuthorization'), {
      method: 'POST',
      headers: basic({ ...clientOf(op, 'device'), secret: 'wrong' }),
      body: new URLSearchParams({ client_id: clientId }),
    })
    expect(wrong.status).toBe(401)
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['an unknown scope', { scope: 'unknown' }, 400, 'invalid_scope'],
  ])('is refused for %s', async (_name, form, status, error) => {
    const client = { client_id: clientOf(op, ROLE).clientId, ...form }
    const answer = await call(op, 'deviceAuthorization', undefined, client)
    expect([answer.status, answer.body.error]).toEqual([status, error])
  })

  test('waits as often as it likes, and gets its tokens once', async () => {
    const { device_code: code = '', user_code: typedCode = '' } = await codes()
    for (const _time of [1, 2, 3]) {
      expect((await poll(code)).body).toEqual({
        error: 'authorization_pending',
        error_description: `Authorization pending for code ${code}`,
      })
    }
    expect((await answered(typedCode.toLowerCase(), 'accept')).page.text).toContain('The device has been approved.')
    const { status, access, id } = await poll(code)
    expect([status, id]).toEqual([200, expect.stringMatching(/^ey/)])
    expect(await userinfoStatus(op, access)).toBe(200)
    expect((await poll(code)).body.error_description).toBe(`Invalid device code: ${code}`)
  })

  test('hears nothing of a refusal', async () => {
    const { device_code: code, user_code: typedCode = '' } = await codes()
    expect((await answered(typedCode, 'cancel')).page.text).toContain('The device has not been approved.')
    expect((await poll(code)).body.error).toBe('authorization_pending')
  })

  test('hears when it is too late', async () => {
    const { device_code: code = '', user_code: typedCode = '' } = await codes()
    op.elapse(code, 601)
    expect((await typed(typedCode)).page.text).toContain('The code that you entered has expired.')
    expect((await poll(code)).body.error).toBe('expired_token')
    expect((await poll(code)).body.error).toBe('invalid_grant')
  })

  test('needs a code of its own', async () => {
    const { device_code: code } = await codes()
    expect((await poll(code, 'device')).body.error).toBe('invalid_grant')
    expect((await poll('x')).body.error_description).toBe('Invalid device code: x')
    expect((await poll(undefined)).body.error_description).toBe('Invalid device code: null')
    expect((await poll(code, 'web')).body.error).toBe('invalid_client')
  })
})

describe('the page for the code', () => {
  test('asks who is there first', async () => {
    const stop = await visitor(op.origin).get(endpointOf(op, 'deviceVerification'))
    expect(new URL(stop.url).pathname).toBe('/oidc/login')
  })

  test('says what is wrong with a code', async () => {
    expect((await typed('XXXXXX')).page.text).toContain('The code that you entered was not found.')
    const { user_code: typedCode = '' } = await codes()
    await answered(typedCode, 'accept')
    expect((await typed(typedCode)).page.text).toContain('The code that you entered has already been used.')
  })

  test('takes an answer only for the code that it asked about', async () => {
    const browser = visitor(op.origin)
    const [{ user_code: mine = '' }, { user_code: theirs = '' }] = [await codes(), await codes()]
    const page = await typed(mine, browser)
    const fill = { user_code: theirs, user_oauth_approval: 'true' }
    expect((await browser.submit(page, fill, 'authorize')).page.text).toContain(
      'There was an error processing the code',
    )
  })

  test('takes no forms of other pages', async () => {
    const { user_code = '' } = await codes()
    const browser = visitor(op.origin)
    await typed(user_code, browser)
    const form = { user_code, user_oauth_approval: 'true' }
    expect((await browser.post(`${endpointOf(op, 'deviceVerification')}/approve`, form)).status).toBe(405)
  })
})
