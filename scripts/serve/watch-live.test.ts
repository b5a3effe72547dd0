import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '#mocks/op/testing/flow.ts'
import { serviceAt } from '#mocks/watch/testing/watched.ts'
import { startBrowser, withoutBrowser } from '#reports/testing/browser.ts'
import { isWatching, type Live, openLive } from './testing/live-page.ts'

const open: { readonly close: () => Promise<void> }[] = []
let browser: Browser
beforeAll(async () => {
  if (!withoutBrowser) browser = await startBrowser()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})
afterAll(() => browser?.close())

const live = async (
  ...options: Parameters<typeof openLive> extends [unknown, ...infer Rest] ? Rest : never
): Promise<Live> => {
  const all = await openLive(browser, ...options)
  open.push(all)
  return all
}

const shopAt = async ({ provider }: Live, ...careless: Parameters<typeof serviceAt>[1] & {}) => {
  const shop = await serviceAt(provider, careless)
  open.push(shop)
  return shop
}

describe.skipIf(withoutBrowser)('the live page', () => {
  test.for(['openaire-beta', 'openaire-legacy', 'feide'])(
    'shows a login at %s within a second of its first request',
    async (profile) => {
      const all = await live({ profile })
      const shop = await shopAt(all)
      const setOut = async () => {
        const { location } = await shop.visit().get('/login')
        await fetch(location ?? '', { redirect: 'manual' })
      }
      // What is loaded with the first login of all is no matter of the page.
      await setOut()
      await all.page.locator('.row').nth(1).waitFor()
      await all.page.evaluate(() => {
        const late = new Map<string, number>()
        Object.assign(window, { late })
        new MutationObserver((changes) => {
          for (const row of changes.flatMap(({ addedNodes }) => [...addedNodes]))
            if (row instanceof HTMLElement && !late.has(row.id))
              late.set(row.id, Date.now() - Number(row.dataset.started))
        }).observe(document.getElementById('list') ?? document.body, { childList: true })
      })
      for (let count = 2; count < 11; count += 1) {
        await setOut()
        await all.page.locator('.row').nth(count).waitFor()
      }
      const late = await all.page.evaluate(() => [
        ...(window as unknown as { readonly late: ReadonlyMap<string, number> }).late.values(),
      ])
      expect(late.length).toBeGreaterThan(8)
      // One hiccup of a busy machine is no slow page.
      const [median = Number.NaN] = late.toSorted((a, b) => a - b).slice(Math.floor(late.length / 2))
      expect(median).toBeLessThan(1_000)
      expect(all.complaints).toEqual([])
    },
  )

  test('tells of each request what is right and wrong, and what to do', async () => {
    const all = await live()
    const shop = await shopAt(all, 'constant-state', 'no-pkce')
    await shop.visit().logIn()
    await shop.visit().logIn('many-groups')
    const { page } = all
    await page.getByRole('heading', { name: /^max.* at shop$/ }).waitFor()
    const first = page.locator('.leg').first()
    await first.getByText('The state is the one of login 2: it has to be new each time.').waitFor()
    expect(await first.locator('.said.fail').count()).toBe(2)
    expect(await first.locator('.said.warn').innerText()).toContain('PKCE is not used')
    expect(await first.innerText()).toContain('Draw 128 random bits')
    await first.getByText(/things right$/).click()
    expect(await first.getByText('The scope openid is there.').isVisible()).toBe(true)
    await first.locator('.arrow').click()
    expect(await first.locator('.messages').innerText()).toContain('GET http://127.0.0.1')
    expect(all.complaints).toEqual([])
  })

  test('gathers what was found in all logins, the worst first', async () => {
    const all = await live()
    const shop = await shopAt(all, 'constant-state', 'no-pkce')
    for (const as of ['plain', 'many-groups', 'plain']) await shop.visit().logIn(as)
    const { page } = all
    await page.getByRole('button', { name: 'Found so far' }).click()
    await page.getByText('RP-STATE in 3 logins at shop').waitFor()
    const rules = await page
      .locator('.found-row')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.rule))
    expect(rules).toEqual(['state.unguessable', 'state.new', 'pkce.used'])
    await page.locator('.row').nth(2).click()
    await page.getByRole('button', { name: /^Show the last login with: PKCE is not used/ }).click()
    await page.locator('.login-head').getByText('Login 4').waitFor()
  })

  test('what a reader has opened stays open while the login goes on', async () => {
    const all = await live()
    const ada = (await shopAt(all)).visit()
    const back = await ada.setOut()
    const { page } = all
    await page.locator('.arrow').nth(1).waitFor()
    await page.locator('.arrow').first().click()
    await ada.get(back)
    await page.locator('.arrow').nth(3).waitFor()
    expect(await page.locator('.messages:visible').count()).toBe(1)
  })

  test('a fault is armed by a click, and played in the next login only', async () => {
    const all = await live()
    const { page } = all
    const shop = await shopAt(all)
    await page.getByRole('button', { name: 'Play a fault' }).click()
    await page.getByLabel('Find').fill('id-token.nonce-other')
    expect(await page.locator('.fault-row:visible').count()).toBe(1)
    await page.getByRole('button', { name: 'Arm an ID token with another nonce' }).click()
    await page.getByText('Armed for the next login: an ID token with another nonce.').waitFor()
    const ada = shop.visit()
    await ada.logIn()
    expect(await ada.me()).toBeUndefined()
    await page.getByText('Your service should now show that nobody is signed in').waitFor()
    await page.getByText('with the fault').waitFor()
    expect(await page.locator('.armed').count()).toBe(0)
    const many = shop.visit()
    await many.logIn('many-groups')
    expect(await many.me()).toBeDefined()
    await page.getByRole('heading', { name: /^max/ }).waitFor()
    expect(await page.locator('.row .error').count()).toBe(1)
    expect(await page.locator('.banner').count()).toBe(0)
  })

  test('an armed fault can be lifted', async () => {
    const { page } = await live()
    await page.getByRole('button', { name: 'Play a fault' }).click()
    await page.getByRole('button', { name: /^Arm / }).first().click()
    await page.getByRole('button', { name: /^Lift / }).click()
    await page.locator('.armed').waitFor({ state: 'detached' })
  })

  test('a service is registered on the page, and can log in', async () => {
    const all = await live()
    const { page, provider } = all
    await page.getByRole('button', { name: 'Point your service here' }).first().click()
    await page.getByLabel('Client ID').fill('mine')
    await page.getByLabel('Redirect URI', { exact: true }).fill('callback')
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByText('“callback” is no address').waitFor()
    await page.getByLabel('Redirect URI', { exact: true }).fill('http://localhost:8080/callback')
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByText(/^mine is registered. Its secret: .{20,}/).waitFor()
    expect((await ask(provider, 'mine')).status).toBe(200)
  })

  test('over TLS, it is the same', async () => {
    const all = await live({ tls: true }, { ignoreHTTPSErrors: true })
    expect(all.url).toMatch(/^https:/)
    await all.page.getByRole('button', { name: 'Play a fault' }).click()
    await all.page.getByRole('button', { name: /^Arm / }).first().click()
    await all.page.locator('.armed').waitFor()
  })

  test('says when the provider is gone, and keeps what was seen', async () => {
    const all = await live()
    await (await shopAt(all)).visit().logIn()
    await all.page.getByRole('heading', { name: / at shop$/ }).waitFor()
    await all.provider.close()
    await all.page.getByText('The provider does not answer').waitFor()
    expect(await all.page.locator('.row').count()).toBe(2)
  })

  test('a page of a provider that was started anew finds itself again', async () => {
    const all = await live()
    const port = Number(new URL(all.url).port)
    await all.provider.close()
    await all.page.getByText('The provider does not answer').waitFor()
    open.push(await openLive(browser, { port }))
    await isWatching(all.page)
  })
})
