import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startVisitor, type Visitor, withoutBrowser } from '../../testing/browser.ts'
import { sampleResult } from '../../testing/sample-result.ts'
import { renderHtml } from '../html.ts'

const sample = renderHtml(sampleResult)
const failing = 'oidc.op.pkce.wrong-verifier@openaire-beta'

const shownResults = (page: Page): Promise<string[]> =>
  page.locator('details.scenario:visible').evaluateAll((all) => all.map((each) => each.id))

const shownRequirements = (page: Page): Promise<(string | undefined)[]> =>
  page
    .locator('tr[data-requirement]:visible')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.requirement))

const hashOf = (page: Page): Promise<string> => page.evaluate(() => location.hash)

describe.skipIf(withoutBrowser)('the page in a browser', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await startVisitor()
  })
  afterAll(() => visitor?.close())

  test('it opens from a file, asks for nothing and breaks no policy', async () => {
    const { page, complaints } = await visitor.visit(sample)
    expect(await page.title()).toBe('Neither target conforms, and the harness failed in 1 scenario · aai-conformance')
    expect(await shownResults(page)).toHaveLength(12)
    expect(await page.locator('output.shown').textContent()).toBe('12 of 12 results')
    expect(complaints).toEqual([])
  })

  test('the policy is in force', async () => {
    const { page, complaints } = await visitor.visit(sample)
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.executed = true' }))
      document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }))
      document.body.setAttribute('style', 'display: none')
    })
    await expect
      .poll(() => complaints.filter((each) => each.startsWith('console error: policy')).sort())
      .toEqual([
        'console error: policy: img-src',
        'console error: policy: script-src-elem',
        'console error: policy: style-src-attr',
      ])
    expect(await page.evaluate(() => 'executed' in window)).toBe(false)
  })

  test('details stand in the document only once they are opened', async () => {
    const { page } = await visitor.visit(sample)
    expect(await page.locator('.detail > *').count()).toBe(0)
    await page.locator('details.scenario > summary').first().click()
    await page.locator('.detail .check, .detail p').first().waitFor()
  })

  test('words and verdicts narrow the lists, go into the address and come back from it', async () => {
    const { page } = await visitor.visit(sample)
    await page.getByLabel('Find').fill('verifier')
    await page.getByRole('checkbox', { name: 'fail 2' }).check()
    expect(await shownResults(page)).toEqual([failing])
    expect(await shownRequirements(page)).toEqual(['PKCE-S256', 'PKCE-VERIFIER-WRONG'])
    expect(await page.locator('output.shown').textContent()).toBe('1 of 12 results')
    expect(await hashOf(page)).toBe('#?v=fail&q=verifier')

    await page.reload()
    expect(await shownResults(page)).toEqual([failing])
    expect(await page.getByLabel('Find').inputValue()).toBe('verifier')
    expect(await page.getByRole('checkbox', { name: 'fail 2' }).isChecked()).toBe(true)

    await page.getByRole('button', { name: 'Show everything' }).first().click()
    expect(await shownResults(page)).toHaveLength(12)
    expect(await hashOf(page)).toBe('')
  })

  test.for<[string, string, number]>([
    ['target', '#?t=openaire-production', 6],
    ['tag', '#?tag=pkce', 2],
    ['requirement', '#?r=OIDCC-5.3.2', 2],
    ['reason', '#?q=chromium', 2],
    ['message', '#?q=subject', 2],
    ['nothing', '#?q=no+such+word', 0],
  ])('a link with a filter shows what it shows: %s', async ([, hash, count]) => {
    const { page } = await visitor.visit(sample, hash)
    expect(await shownResults(page)).toHaveLength(count)
    expect(await page.locator('#scenarios .empty').isVisible()).toBe(count === 0)
  })

  test('a link to a result opens it, and what is open is in the address', async () => {
    const { page } = await visitor.visit(sample, `#${failing}`)
    const open = page.locator('details.scenario[open]')
    expect(await open.getAttribute('id')).toBe(failing)
    expect(await open.locator('.check.fail').innerText()).toMatch(/Got\s+200 with an access token/)
    expect(
      await open
        .locator('summary')
        .first()
        .evaluate((summary) => summary === document.activeElement),
    ).toBe(true)
    expect(await open.locator('.step').count()).toBe(4)

    await open.locator('summary').first().click()
    await expect.poll(() => hashOf(page)).toBe('')
    await page.locator('details.scenario > summary').nth(1).click()
    await expect.poll(() => hashOf(page)).toBe('#api.client-credentials.grant@openaire-production')
  })

  test('a result asked for by name is shown even where the filter hides it', async () => {
    const { page } = await visitor.visit(sample, `#${failing}?v=pass`)
    expect(await page.locator('details.scenario[open]').getAttribute('id')).toBe(failing)
    expect(await page.locator('details.scenario[open]').isVisible()).toBe(true)
  })

  test('a cell of the matrix leads to its scenario', async () => {
    const { page } = await visitor.visit(sample)
    await page.getByRole('link', { name: 'fail: OIDCC-5.3.2 at OpenAIRE AAI production' }).click()
    await page.locator('[id="oidc.op.code.happy@openaire-production"][open]').waitFor()
  })

  test('the number on a card filters by verdict and target', async () => {
    const { page } = await visitor.visit(sample)
    await page.locator('.card').nth(1).getByRole('link', { name: '3 pass' }).click()
    await expect.poll(() => shownResults(page)).toHaveLength(3)
  })

  test('an exchange opens to its messages, with JSON indented', async () => {
    const { page } = await visitor.visit(sample, '#oidc.op.pkce.wrong-verifier@openaire-production')
    const step = page.locator('.step').nth(2)
    await step.locator('summary').click()
    expect(await step.locator('pre.body').nth(1).textContent()).toContain('{\n  "error": "invalid_grant",')
    expect(await step.innerText()).toContain('Replaced before storing: client_secret, code, code_verifier.')
  })

  test('without its script the page still has its matrix and its list', async () => {
    const { page, complaints } = await visitor.visit(sample, '', { javaScriptEnabled: false })
    expect(await page.locator('tr[data-requirement]:visible').count()).toBe(12)
    expect(await page.locator('details.scenario:visible').count()).toBe(12)
    expect(await page.locator('#filters').isVisible()).toBe(false)
    expect(await page.locator('#scenarios').innerText()).toContain('need JavaScript')
    expect(complaints).toEqual([])
  })

  test('on paper what was found stands open, and closes afterwards', async () => {
    const { page } = await visitor.visit(sample)
    const open = page.locator('details.scenario[open]')
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await open.evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.v))).toEqual([
      'fail',
      'warn',
      'fail',
      'error',
    ])
    await expect.poll(() => open.first().locator('.check').count()).toBeGreaterThan(0)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await open.count()).toBe(0)
    expect(await hashOf(page)).toBe('')
  })
})
