import { expect, test } from 'vitest'
import { registrationPage } from '#mocks/idp/registration-page.ts'
import { askingSp } from '#mocks/idp/testing/asking.ts'
import { startProvider } from '#mocks/op/index.ts'
import { startBrowser, withoutBrowser } from '#reports/testing/browser.ts'

// What a browser says of where a form comes from hangs on the headers of the page.
test.skipIf(withoutBrowser)('a service is registered by a form in a browser', async () => {
  const [provider, sp, browser] = await Promise.all([startProvider(), askingSp('pasted'), startBrowser()])
  try {
    provider.pageAt('/sp', registrationPage(provider))
    const page = await browser.newPage()
    await page.goto(`${provider.origin}/sp`)
    await page.getByLabel('or the metadata themselves').fill(sp.text)
    await page.getByRole('button', { name: 'Register' }).click()
    expect(await page.getByRole('status').textContent()).toContain('https://pasted.example/saml')
  } finally {
    await Promise.all([browser.close(), provider.close()])
  }
})
