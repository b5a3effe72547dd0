import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startVisitor, type Visitor, withoutBrowser } from '../../testing/browser.ts'
import { hostileTexts, poisoned, swollen, wrappedIn } from '../../testing/hostile-result.ts'
import { sampleResult } from '../../testing/sample-result.ts'
import { renderHtml } from '../html.ts'

/** Opens all that opens, and names every element in order with the attributes that could do something. */
const opened = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    for (const summary of document.querySelectorAll<HTMLElement>('details.scenario > summary')) summary.click()
    const open = [...document.querySelectorAll('details.scenario .detail')]
    while (open.some((detail) => !detail.hasChildNodes())) await new Promise((resolve) => setTimeout(resolve))
    const acts = (element: Element) =>
      element.getAttributeNames().filter((name) => /^(on|src|style|srcdoc|action|formaction|autofocus)/.test(name))
    const href = (element: Element) => (element.getAttribute('href') ?? '#').replace(/^(#|https?:).*/s, '$1')
    return [...document.querySelectorAll('*')].map((element) =>
      [element.localName, ...acts(element), href(element)].join(' '),
    )
  })

describe.skipIf(withoutBrowser)('the page with hostile text in every field', () => {
  let visitor: Visitor
  let harmless: readonly string[]
  beforeAll(async () => {
    visitor = await startVisitor()
    harmless = await opened((await visitor.visit(renderHtml(wrappedIn(sampleResult, 'x')))).page)
  })
  afterAll(() => visitor?.close())

  test.for(Object.entries(hostileTexts))('%s', async ([, text]) => {
    const { page, complaints } = await visitor.visit(renderHtml(wrappedIn(sampleResult, text)))
    expect(await opened(page)).toEqual(harmless)
    expect(await page.evaluate(() => 'executed' in window)).toBe(false)
    expect(complaints).toEqual([])
  })

  test('what is escaped is still there', async () => {
    const text = `<&"'>]]>`
    const { page } = await visitor.visit(renderHtml(wrappedIn(sampleResult, text)))
    const first = page.locator('details.scenario').first()
    expect(await first.locator('.title').textContent()).toBe(
      `${text}gives a confidential client a token of its own${text}`,
    )
    await page.locator('details.scenario > summary').nth(6).click()
    const got = page.locator('details.scenario[open] .check .wire').nth(2)
    expect(await got.textContent()).toBe(`${text}200 with an access token${text}`)
  })

  test('a URL of another scheme is text', async () => {
    const result = poisoned(sampleResult, (value, path) =>
      path.endsWith('url') ? 'javascript:window.executed=true' : value,
    )
    const { page } = await visitor.visit(renderHtml(result))
    const schemes = new Set((await opened(page)).map((each) => each.split(' ').at(-1)))
    expect([...schemes]).toEqual(['#'])
  })

  test('filters work on hostile ids and tags', async () => {
    const result = wrappedIn(sampleResult, `"'&<?#%,\u202e `)
    const { page, complaints } = await visitor.visit(renderHtml(result))
    const shown = page.locator('details.scenario:visible')
    await page.locator('input[name=t]').first().check()
    expect(await shown.count()).toBe(6)
    await page.locator('select[name=tag]').selectOption({ index: 4 })
    const count = await shown.count()
    expect(count).toBeGreaterThan(0)
    await page.reload()
    expect(await shown.count()).toBe(count)
    await page.getByRole('button', { name: 'Show everything' }).first().click()
    await page.locator('.matrix td a').first().click()
    await page.locator('details.scenario[open]').waitFor()
    expect(complaints).toEqual([])
  })

  test('a megabyte in every field', async () => {
    const { page, complaints } = await visitor.visit(renderHtml(swollen(sampleResult)))
    expect(await page.locator('details.scenario:visible').count()).toBe(12)
    await opened(page)
    expect(complaints).toEqual([])
  })
})
