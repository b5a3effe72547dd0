import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { violations } from '#reports/testing/axe.ts'
import { startBrowser, withoutBrowser } from '#reports/testing/browser.ts'
import { dialects } from './played.ts'
import { stationsOf } from './stations.ts'

let browser: Browser
beforeAll(async () => {
  if (!withoutBrowser) browser = await startBrowser()
})
afterAll(() => browser?.close())

const seen = async (page: Page) => ({
  language: await page.locator('html').getAttribute('lang'),
  headings: await page.locator('h1').count(),
  text: await page.locator('body').innerText(),
  title: await page.title(),
})

describe.skipIf(withoutBrowser).for(dialects)('pages in the dialect $dialect', (profile) => {
  let provider: RunningProvider
  beforeAll(async () => {
    provider = await startProvider({ profile })
  })
  afterAll(() => provider?.close())

  test('each is reached by the keyboard, says what it is, and is accessible', { timeout: 120_000 }, async () => {
    const page = await (await browser.newContext()).newPage()
    for (const { name, reach } of stationsOf(provider)) {
      await reach(page)
      const { language, headings, text, title } = await seen(page)
      expect.soft({ name, language, headings }).toEqual({ name, language: 'en', headings: 1 })
      expect.soft(text, name).toContain(profile.id)
      expect.soft(text, name).toMatch(/test provider/i)
      expect.soft(title, name).not.toBe('')
      expect.soft(await violations(page), name).toEqual([])
    }
  })
})
