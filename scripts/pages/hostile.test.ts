import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { NAMES, SINK, type Surface } from '#mocks/op/testing/odd-requests.ts'
import { surfacesOf } from '#mocks/op/testing/surfaces.ts'
import { startBrowser, withoutBrowser } from '#reports/testing/browser.ts'
import { machines } from './played.ts'
import { stationsOf } from './stations.ts'

let browser: Browser
beforeAll(async () => {
  if (!withoutBrowser) browser = await startBrowser()
})
afterAll(() => browser?.close())

/** Markup in everything at once, then in one parameter that the place knows after the other. */
const bent = ({ params }: Surface): readonly Record<string, string>[] => [
  Object.fromEntries(NAMES.map((name) => [name, SINK])),
  { ...Object.fromEntries(NAMES.map((name) => [name, SINK])), ...params },
  ...Object.keys(params).map((name) => ({ ...params, [name]: SINK })),
]

/** A GET that leads out of the provider, or gives no page, is no matter of ours. */
const visit = async (page: Page, url: string): Promise<void> => {
  await page.goto(url).catch(() => undefined)
}

/** Another site: it shows in a frame the page that `of` names, and else a careless form of its own, with `echo` in it. */
const stranger = createServer((call, answer) => {
  const { searchParams } = new URL(call.url ?? '', 'http://localhost')
  const of = searchParams.get('of')
  answer.setHeader('Content-Type', 'text/html')
  answer.end(
    of === null ? `<form>${searchParams.get('echo')}</form>` : `<iframe src="${of.replaceAll('&', '&amp;')}"></iframe>`,
  )
})
beforeAll(async () => {
  await once(stranger.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => {
  stranger.closeAllConnections()
  stranger.close()
})

const careless = (params: Readonly<Record<string, string>>): string =>
  `http://localhost:${(stranger.address() as AddressInfo).port}/?${new URLSearchParams(params)}`

/** Where a script of somebody else's had its way. */
const watched = async (browser: Browser): Promise<{ readonly page: Page; readonly struck: string[] }> => {
  const page = await (await browser.newContext()).newPage()
  const struck: string[] = []
  page.on('dialog', (dialog) => {
    struck.push(page.url().slice(0, 200))
    void dialog.dismiss()
  })
  await page.goto(careless({ echo: SINK }))
  expect(struck.splice(0), 'a page that runs it').toHaveLength(1)
  return { page, struck }
}

/** How many forms of that page are to be seen in the frame. */
const formsFramed = async (context: BrowserContext, url: string): Promise<number> => {
  const page = await context.newPage()
  await page.goto(careless({ of: url }))
  const count = await page.frameLocator('iframe').locator('form').count()
  await page.close()
  return count
}

describe.skipIf(withoutBrowser).for(machines)('pages of $dialect before an attacker', (profile) => {
  let provider: RunningProvider
  beforeAll(async () => {
    provider = await startProvider({ profile })
  })
  afterAll(() => provider?.close())

  test('no script in a parameter is run', { timeout: 240_000 }, async () => {
    const { page, struck } = await watched(browser)
    await page.route(
      (url) => url.origin !== provider.origin,
      (route) => route.abort(),
    )
    const surfaces = (await surfacesOf(provider)).filter(({ method }) => method === 'GET')
    expect(surfaces.length).toBeGreaterThan(5)
    for (const surface of surfaces) {
      for (const params of bent(surface)) {
        await visit(page, `${provider.origin}${surface.path}?${new URLSearchParams(params)}`)
      }
    }
    expect(struck).toEqual([])
  })

  test('no script that is typed into a form is run', { timeout: 120_000 }, async () => {
    const stations = stationsOf(provider)
    for (const [index] of stations.entries()) {
      const { page, struck } = await watched(browser)
      for (const { reach } of stations.slice(0, index + 1)) await reach(page)
      const fields = page.locator('form input:is([type=text],[type=password],:not([type]))')
      if ((await fields.count()) > 0) {
        for (const field of await fields.all()) await field.fill(SINK)
        const sent = page.waitForEvent('framenavigated')
        // A button called `submit` would hide the method.
        await page
          .locator('form')
          .first()
          .evaluate((form) => HTMLFormElement.prototype.submit.call(form))
        await sent
        await page.waitForLoadState()
      }
      expect(struck).toEqual([])
      await page.context().close()
    }
  })

  test('no form is shown in a frame of another site', { timeout: 120_000 }, async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    expect(await formsFramed(context, careless({}))).toBe(1)
    const framed: string[] = []
    for (const { name, reach } of stationsOf(provider)) {
      await reach(page)
      if ((await page.locator('form').count()) === 0) continue
      if ((await formsFramed(context, page.url())) > 0) framed.push(name)
    }
    expect(framed).toEqual([])
  })
})
