import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { violations } from '#reports/testing/axe.ts'
import { startBrowser, withoutBrowser } from '#reports/testing/browser.ts'
import { careless, type Live, openLive } from './testing/live-page.ts'

const open: { readonly close: () => Promise<void> }[] = []
let browser: Browser
beforeAll(async () => {
  if (!withoutBrowser) browser = await startBrowser()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})
afterAll(() => browser?.close())

const live = async (context: Parameters<typeof openLive>[2]): Promise<Live> => {
  const all = await openLive(browser, {}, context, careless)
  open.push(all)
  return all
}

describe.skipIf(withoutBrowser)('the live page', () => {
  test.for(['light', 'dark'] as const)(
    'is for everybody, with everything open: %s',
    { timeout: 120_000 },
    async (colorScheme) => {
      const all = await live({ colorScheme })
      const { page } = all
      expect(await violations(page)).toEqual([])
      for (const [name, then] of [
        ['Point your service here', 'details.known > summary'],
        ['Play a fault', '.fault-row:first-child button'],
        ['Found so far', '.found-row:first-child button'],
        ['Save report', '.arrow, .beside summary'],
      ] as const) {
        await page.getByRole('button', { name }).first().click()
        await page.locator('.fault-row').first().waitFor({ state: 'attached' })
        await page.evaluate((selector) => {
          for (const each of document.querySelectorAll<HTMLElement>(selector)) each.click()
        }, then)
        expect(await violations(page), name).toEqual([])
      }
    },
  )

  test.for([360, 400, 768])('hangs over no side at %d pixels', async (width) => {
    const { page } = await live({ viewport: { width, height: 800 } })
    await page.locator('.arrow').first().waitFor()
    for (const name of ['Point your service here', 'Play a fault', 'Found so far', 'Save report']) {
      await page.getByRole('button', { name }).first().click()
      await page.evaluate(() => {
        for (const each of document.querySelectorAll<HTMLElement>(
          '.arrow[aria-expanded=false], details:not([open]) > summary',
        ))
          each.click()
      })
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        name,
      ).toBe(0)
    }
  })

  test('is used by the keyboard', async () => {
    const { page } = await live({})
    await page.locator('.row').nth(3).waitFor()
    await page.locator('#list').focus()
    const selected = () => page.evaluate(() => document.querySelector('.row[aria-selected=true]')?.id)
    const before = await selected()
    await page.keyboard.press('ArrowDown')
    expect(await selected()).not.toBe(before)
    expect(await page.locator('#list').getAttribute('aria-activedescendant')).toBe(await selected())
    await page.keyboard.press('ArrowUp')
    expect(await selected()).toBe(before)
    expect(await page.locator('#list').ariaSnapshot()).toContain('option')
  })
})
