import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type AskingSp, askingSp, logIn } from '#mocks/idp/testing/asking.ts'
import { startBrowser, withoutBrowser } from '#reports/testing/browser.ts'
import { type Live, openLive } from './testing/live-page.ts'

let browser: Browser
let sp: AskingSp
let live: Live | undefined
beforeAll(async () => {
  sp = await askingSp('one')
  if (!withoutBrowser) browser = await startBrowser()
})
afterEach(() => live?.close())
afterAll(() => browser?.close())

describe.skipIf(withoutBrowser)('the live page', () => {
  test('shows SAML messages, decoded, and what is right and wrong in them', async () => {
    live = await openLive(browser, { sps: [sp.text] })
    const { page, provider, complaints } = live
    const { last: sent } = await logIn(provider, sp, { request: { id: '_short' } })
    await page.getByRole('heading', { name: /^ada\.beta at https:\/\/one\.example\/saml$/ }).waitFor()
    await page.locator('.login-head').getByText('assertion sent').waitFor()
    const first = page.locator('.leg').first()
    expect(await first.locator('.said.fail').innerText()).toContain('The ID has 6 characters only')
    await first.getByText('AuthnRequest, from the service').click()
    expect(await first.locator('.saml pre').innerText()).toContain('<samlp:AuthnRequest')
    const last = page.locator('.leg').last()
    await last.getByText('Response, to the service').click()
    const decoded = await last.locator('.saml pre').innerText()
    expect(decoded).toMatch(/<saml:AttributeValue xsi:type="xs:string">ada\.lovelace@university\.example</)
    // Nothing that is shown can be sent once more.
    expect(decoded).toMatch(/<ds:SignatureValue>… \(\d+ characters\)</)
    const packed = sent.page.forms[0]?.fields.find(({ name }) => name === 'SAMLResponse')?.value ?? ''
    expect(packed.length).toBeGreaterThan(1_000)
    expect((await page.content()).includes(packed)).toBe(false)
    expect(complaints).toEqual([])
  })

  test('plays a fault of SAML in the next login of SAML', async () => {
    live = await openLive(browser, { sps: [sp.text] })
    const { page, provider } = live
    await page.getByRole('button', { name: 'Play a fault' }).click()
    await page.getByLabel('Find').fill('saml-wrapping.xsw3')
    await page.getByRole('button', { name: /^Arm a forged assertion before the signed one/ }).click()
    await page.getByText(/^Armed for the next login/).waitFor()
    await logIn(provider, sp)
    await page.getByText('with the fault').waitFor()
    await page
      .locator('.banner')
      .getByText(/A fault was played here: a forged assertion/)
      .waitFor()
  })
})
