import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'

const places = [process.env.AAI_CHROMIUM, chromium.executablePath()].concat(
  ['chromium-headless-shell', 'chromium', 'google-chrome'].map((name) => `/usr/bin/${name}`),
)

/** Tests in a browser are left out when asked, and only then: without a Chromium they fail. */
export const withoutBrowser = process.env.AAI_NO_BROWSER === '1'

const chromiumPath = (): string => {
  const found = places.find((place) => place !== undefined && place !== '' && existsSync(place))
  if (found) return found
  throw new Error('There is no Chromium: install one, name it in AAI_CHROMIUM, or set AAI_NO_BROWSER=1.')
}

/** A page from a file, with all it complained of: console messages, exceptions, requests, breaches of its policy. */
export interface Visit {
  readonly page: Page
  readonly complaints: readonly string[]
}

export interface Visitor {
  readonly visit: (html: string, hash?: string, options?: BrowserContextOptions) => Promise<Visit>
  readonly close: () => Promise<void>
}

const listen = async (page: Page, own: string): Promise<string[]> => {
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('request', (request) => {
    const [url = ''] = request.url().split('#')
    if (url !== own && !url.startsWith('data:')) complaints.push(`request: ${url}`)
  })
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`))
  })
  return complaints
}

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })

/** A browser with a fresh profile; `close` ends it and removes what was written. */
export const startVisitor = async (): Promise<Visitor> => {
  const browser = await startBrowser()
  const folder = await mkdtemp(join(tmpdir(), 'aai-page-'))
  let files = 0
  return {
    visit: async (html, hash = '', options = {}) => {
      files += 1
      const file = join(folder, `${files}.html`)
      await writeFile(file, html)
      const own = pathToFileURL(file).href
      const context = await browser.newContext(options)
      const page = await context.newPage()
      const complaints = await listen(page, own)
      await page.goto(own + hash)
      return { page, complaints }
    },
    close: async () => {
      await browser.close()
      await rm(folder, { recursive: true })
    },
  }
}
