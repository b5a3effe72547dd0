import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { answerDevice, poll, startDevice } from '../testing/device.ts'
import { endpointOf, isSignedIn, logIn, personOf } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const enter = async (code: string) => {
  const browser = visitor(op.origin)
  return browser.submit(await browser.get(endpointOf(op, 'deviceVerification')), { device_user_code: code })
}

describe('the page for the code', () => {
  test('asks for it, at both addresses', async () => {
    for (const name of ['deviceVerification', 'deviceAuthorization'] as const) {
      const { status, page } = await visitor(op.origin).get(endpointOf(op, name))
      expect(status).toBe(200)
      expect(page.text).toContain('Enter the code provided by your device and click Submit')
      expect(page.forms[0]?.fields.map(({ name: field }) => field)).toEqual(['device_user_code'])
    }
  })

  test.each<[string, (code: string) => string]>([
    ['as shown', (code) => code],
    ['in lower case', (code) => code.toLowerCase()],
    ['without its dash', (code) => code.replace('-', '')],
    ['with dashes everywhere', (code) => code.replace('-', '').split('').join('-')],
  ])('takes the code %s', async (_name, typed) => {
    const { user_code } = await startDevice(op)
    expect((await enter(typed(user_code))).page.text).toContain('Sign in to your account')
  })

  test.each<[string, (code: string) => string]>([
    ['another', () => 'AAAA-AAAA'],
    ['a shorter', (code) => code.slice(0, 8)],
    ['a blank for the dash', (code) => code.replace('-', ' ')],
    ['markup', () => '<script>'],
  ])('says what is wrong with a code: %s', async (_name, typed) => {
    const { user_code } = await startDevice(op)
    const { status, page, text } = await enter(typed(user_code))
    expect([status, page.text]).toEqual([200, expect.stringContaining('Invalid code, please try again.')])
    expect(page.forms).toHaveLength(1)
    expect(text).not.toContain('<script>')
  })

  test('knows a code that has expired', async () => {
    const device = await startDevice(op)
    op.elapse(device.device_code, 601)
    const { page } = await visitor(op.origin).get(device.verification_uri_complete)
    expect(page.text).toContain('The code has expired.')
  })

  test('is left out by the complete address', async () => {
    const { verification_uri_complete } = await startDevice(op)
    const browser = visitor(op.origin)
    const login = await browser.get(verification_uri_complete)
    expect(login.page.text).toContain('Sign in to your account')
    expect((await browser.get(login.url)).page.text).toContain('Sign in to your account')
    expect((await visitor(op.origin).get(login.url)).status).toBe(400)
  })
})

describe('the user', () => {
  test('signs in, sees what is asked, and agrees', async () => {
    const device = await startDevice(op)
    const browser = visitor(op.origin)
    const login = await browser.get(device.verification_uri_complete)
    const consent = await browser.submit(login, { ...personOf(op, 'plain') })
    expect(consent.page.text).toContain('Your e-mail address')
    const end = await browser.submit(consent, {}, 'accept')
    expect(end.page.text).toContain('Device Login Successful')
    expect(end.page.text).toContain('You may close this browser window and go back to your device.')
    expect(await isSignedIn(op, browser)).toBe(true)
  })

  test('is asked again for the next device', async () => {
    const browser = visitor(op.origin)
    for (const _time of [1, 2]) {
      const device = await startDevice(op)
      const stop = await browser.get(device.verification_uri_complete)
      const consent = stop.page.text.includes('Sign in')
        ? await browser.submit(stop, { ...personOf(op, 'plain') })
        : stop
      expect(consent.page.text).toContain('Grant Access to')
      await browser.submit(consent, {}, 'accept')
    }
  })

  test('sees no question where the scopes have nothing to show', async () => {
    const { browser } = await logIn(op)
    const device = await startDevice(op, 'device', { scope: 'openid' })
    const stop = await browser.get(device.verification_uri_complete)
    expect(stop.page.text).toContain('Device Login Successful')
  })

  test('refuses, and is signed in nowhere', async () => {
    const browser = visitor(op.origin)
    const end = await answerDevice(op, await startDevice(op), { button: 'cancel', browser })
    expect(end.page.text).toContain('Device Login Failed')
    expect(end.page.text).toContain('Consent denied for connecting the device.')
    expect(await isSignedIn(op, browser)).toBe(false)
  })

  test('refuses, and stays signed in who was so before', async () => {
    const { browser } = await logIn(op)
    await answerDevice(op, await startDevice(op), { button: 'cancel', browser })
    expect(await isSignedIn(op, browser)).toBe(true)
  })

  test('answers once: the code is gone, and a second browser comes too late', async () => {
    const device = await startDevice(op)
    const [first, second] = [visitor(op.origin), visitor(op.origin)]
    const late = await second.get(device.verification_uri_complete)
    await answerDevice(op, device, { browser: first })
    expect((await enter(device.user_code)).page.text).toContain('Invalid code')
    const end = await second.through(late, personOf(op, 'other'), 'cancel')
    expect(end.page.text).toContain('The code has expired.')
    expect((await poll(op, device)).status).toBe(200)
  })
})

test('the last page knows other errors too', async () => {
  const { page, text } = await visitor(op.origin).get(`${endpointOf(op, 'deviceVerification')}/status?error=<b>`)
  expect(page.text).toContain('go back to your device and try connecting again.')
  expect(text).not.toContain('<b>')
})

test('Keycloak 26 asks by name where the scopes have nothing to show', async () => {
  const op26 = await startProvider({ profile: { ...(await loadProfile('openaire-beta')), dialect: 'keycloak-26' } })
  const { browser } = await logIn(op26)
  const device = await startDevice(op26, 'device', { scope: 'openid' })
  const stop = await browser.get(device.verification_uri_complete)
  await op26.close()
  expect(stop.page.text).toContain('Grant Access to')
})
