import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { ask, carried, refusal, walk } from '../testing/flow.ts'
import { personOf } from '../testing/relying-party.ts'
import { type Stop, type Visitor, visitor } from '../testing/visitor.ts'

const beta = await loadProfile('openaire-beta')

let op: RunningProvider
let newer: RunningProvider
beforeAll(async () => {
  op = await startProvider()
  newer = await startProvider({ profile: { ...beta, dialect: 'keycloak-26' } })
})
afterAll(() => Promise.all([op.close(), newer.close()]))

const actionOf = ({ page, url }: Stop): URL => new URL(page.forms[0]?.action ?? '', url)

/** The address of the form, with one parameter changed. */
const aside = (stop: Stop, name: string, value: string): string => {
  const url = actionOf(stop)
  url.searchParams.set(name, value)
  return url.href
}

const plain = () => ({ ...personOf(op, 'plain') })

/** A step of the login of a browser that shows its form. */
const step = async (take: (browser: Visitor, form: Stop) => Promise<Stop>, provider = op): Promise<Stop> => {
  const browser = visitor(provider.origin)
  return take(browser, await ask(provider, 'web', {}, browser))
}

const showsForm = (stop: Stop): boolean =>
  stop.page.forms.some(({ fields }) => fields.some((f) => f.name === 'password'))

test('the address of the form names step, code, client and tab', async () => {
  const url = actionOf(await ask(op, 'web'))
  expect(url.pathname).toBe('/auth/realms/openaire/login-actions/authenticate')
  expect([...url.searchParams.keys()]).toEqual(['session_code', 'execution', 'client_id', 'tab_id'])
  const later = actionOf(await ask(newer, 'web'))
  expect([...later.searchParams.keys()]).toContain('client_data')
})

describe('a form that is not the newest of its login', () => {
  test('is not taken: the login goes on with a new one', async () => {
    const stop = await step(async (browser, form) => {
      await browser.submit(form, { ...plain(), password: 'wrong' })
      return browser.submit(form, plain())
    })
    expect(showsForm(stop)).toBe(true)
    expect(stop.page.text).toContain('Action expired. Please continue with login now.')
  })

  test('nor is one of another step', async () => {
    const stop = await step((browser, form) => browser.post(aside(form, 'execution', 'another'), plain()))
    expect(stop.away).toBeUndefined()
    expect(stop.page.text).toContain('Page has expired')
  })

  test('its address alone shows the page', async () => {
    const stop = await step((browser, form) => {
      const url = actionOf(form)
      url.searchParams.delete('session_code')
      return browser.get(url.href)
    })
    expect(showsForm(stop)).toBe(true)
  })
})

describe('tabs', () => {
  test('two logins of one browser do not disturb each other until one is through', async () => {
    const browser = visitor(op.origin)
    const [first, second] = [await ask(op, 'web', {}, browser), await ask(op, 'web-two', {}, browser)]
    expect(carried(await browser.submit(first, plain()))).toHaveProperty('code')
    expect(refusal(await browser.submit(second, plain()))).toContain('You are already logged in')
  })

  test('Keycloak 26 lets the other one through', async () => {
    const browser = visitor(newer.origin)
    const [first, second] = [await ask(newer, 'web', {}, browser), await ask(newer, 'web-two', {}, browser)]
    expect(carried(await browser.submit(first, plain()))).toHaveProperty('code')
    expect(carried(await browser.submit(second, plain()))).toHaveProperty('code')
  })

  test('a form belongs to its client', async () => {
    const stop = await step((browser, form) => {
      const { clientId = '' } = op.clients['web-two'] ?? {}
      return browser.post(aside(form, 'client_id', clientId), plain())
    })
    expect([stop.status, stop.away]).toEqual([400, undefined])
  })

  test('nobody signs in as somebody else beside', async () => {
    const browser = visitor(newer.origin)
    const other = await ask(newer, 'web-two', {}, browser)
    await walk(newer, 'web', {}, { browser })
    const stop = await browser.submit(other, { ...personOf(newer, 'other') })
    expect(refusal(stop)).toContain('You are already authenticated as different user')
  })
})

describe('a login of which nothing is left but its cookie', () => {
  test('begins again', async () => {
    const stop = await step((browser, form) => browser.post(aside(form, 'tab_id', 'another'), plain()))
    expect(showsForm(stop)).toBe(true)
    expect(stop.page.text).toContain('Your login attempt timed out.')
  })

  test('goes through to the same client then', async () => {
    const browser = visitor(op.origin)
    const form = await ask(op, 'web', { state: 'kept' }, browser)
    const again = await browser.post(aside(form, 'tab_id', 'another'), plain())
    expect(carried(await browser.submit(again, plain()))).toMatchObject({ state: 'kept' })
  })

  test('or is asked to', async () => {
    const stop = await step((browser, form) => {
      const url = actionOf(form)
      url.pathname = url.pathname.replace(/authenticate$/, 'restart')
      return browser.get(url.href)
    })
    expect(showsForm(stop)).toBe(true)
  })

  test('without any cookie there is nothing to begin', async () => {
    const stop = await step((browser, form) => {
      browser.cookies.clear()
      return browser.submit(form, plain())
    })
    expect(refusal(stop)).toContain('page 400: ')
    expect(refusal(stop)).toContain('Cookie not found.')
  })
})
