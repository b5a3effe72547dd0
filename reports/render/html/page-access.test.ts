import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from '../../testing/axe.ts'
import { startVisitor, type Visitor, withoutBrowser } from '../../testing/browser.ts'
import { wrappedIn } from '../../testing/hostile-result.ts'
import { interruptedResult, sampleResult } from '../../testing/sample-result.ts'
import { renderHtml } from '../html.ts'

const sample = renderHtml(interruptedResult)

const openEverything = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let closed = [...document.querySelectorAll('details:not([open])')]; closed.length > 0; ) {
      for (const element of closed) element.setAttribute('open', '')
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      closed = [...document.querySelectorAll('details:not([open])')]
    }
    for (const fold of document.querySelectorAll<HTMLElement>('.fold[aria-expanded=false]')) fold.click()
  })

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe.skipIf(withoutBrowser)('the page for everybody', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await startVisitor()
  })
  afterAll(() => visitor?.close())

  test.for(['light', 'dark'] as const)(
    'WCAG AA holds, contrast included, with everything open: %s',
    { timeout: 60_000 },
    async (colorScheme) => {
      const { page } = await visitor.visit(sample, '', { colorScheme })
      await openEverything(page)
      expect(await violations(page)).toEqual([])
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(19, 21, 23)' : 'rgb(252, 252, 250)')
    },
  )

  test.for([360, 768])('nothing hangs over the side at %d pixels', async (width) => {
    const { page } = await visitor.visit(sample, '', { viewport: { width, height: 800 } })
    await openEverything(page)
    expect(await overflow(page)).toBe(0)
  })

  test('not even words without a blank hang over at 360 pixels', async () => {
    const result = wrappedIn(sampleResult, 'x'.repeat(300))
    const { page } = await visitor.visit(renderHtml(result), '', { viewport: { width: 360, height: 800 } })
    await openEverything(page)
    expect(await overflow(page)).toBe(0)
  })

  test('the keyboard reaches and opens everything', async () => {
    const { page } = await visitor.visit(sample)
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim().replace(/\s+/g, ' ') ?? '')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the scenarios')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toMatch(/^n\/a gives a confidential client a token of its own/)
    await page.keyboard.press('Enter')
    await page.locator('details.scenario[open] .detail > *').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Link to this result')
  })

  test('a document of the matrix folds by keyboard, and says so', async () => {
    const { page } = await visitor.visit(sample)
    const fold = page.getByRole('button', { name: /OpenAIRE AAI guide/ })
    await fold.focus()
    expect(await fold.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Space')
    expect(await fold.getAttribute('aria-expanded')).toBe('false')
    expect(await page.locator('tr[data-requirement="CODE-HAPPY"]').isVisible()).toBe(false)
  })

  test('what has the focus shows it', async () => {
    const { page } = await visitor.visit(sample)
    const outlines = new Set<string>()
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab')
      outlines.add(
        await page.evaluate(() => {
          const element = document.activeElement
          // The box of a choice is drawn by the label beside it.
          const drawn = element?.matches('.choice input') ? element.nextElementSibling : element
          return drawn ? `${getComputedStyle(drawn).outlineStyle} ${getComputedStyle(drawn).outlineWidth}` : 'nothing'
        }),
      )
    }
    expect([...outlines]).toEqual(['solid 2px'])
  })

  test('the diagram is a list to who cannot see it', async () => {
    const { page } = await visitor.visit(sample, '#oidc.op.scopes.entitlements@openaire-beta')
    const list = page.locator('.sequence ol')
    expect(await list.ariaSnapshot()).toContain('login form from Browser to OpenID provider, answer: 302 Found')
    expect(await list.ariaSnapshot()).toContain(
      'token request from Client to OpenID provider, answer: No answer within 10 s.',
    )
  })
})
