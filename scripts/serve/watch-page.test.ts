import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { endpointOf } from '#mocks/op/testing/relying-party.ts'
import { readResult } from '#reports/read.ts'
import { startBrowser, withoutBrowser } from '#reports/testing/browser.ts'
import { hostileTexts } from '#reports/testing/hostile-result.ts'
import { careless, isWatching, type Live, openLive } from './testing/live-page.ts'

const open: { readonly close: () => Promise<void> }[] = []
let browser: Browser
beforeAll(async () => {
  if (!withoutBrowser) browser = await startBrowser()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})
afterAll(() => browser?.close())

const live = async (context = {}, before?: (provider: RunningProvider) => Promise<void>): Promise<Live> => {
  const all = await openLive(browser, {}, context, before)
  open.push(all)
  return all
}

const request = async (provider: RunningProvider, hostile: string): Promise<void> => {
  const text = hostile.toWellFormed()
  const safe = text.replaceAll(/[^\x20-\x7e]/g, '?')
  const params = [
    'client_id',
    'state',
    'scope',
    'redirect_uri',
    'response_type',
    'nonce',
    'error_description',
    'login_hint',
  ]
  const query = new URLSearchParams(params.map((name) => [name, text]))
  const headers = { 'user-agent': safe, referer: safe }
  await fetch(
    `${endpointOf(provider, 'authorization')}?${query}&${encodeURIComponent(text)}=${encodeURIComponent(text)}`,
    { headers },
  )
  const form = new URLSearchParams({ grant_type: text, client_id: text, code: text, audience: text, [text]: text })
  await fetch(endpointOf(provider, 'token'), { method: 'POST', body: form, headers })
  await fetch(`${provider.origin}/oidc/token?${query}`, { headers })
}

/** Opens all that opens, and names every element with the attributes that could do something. */
const elements = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const found = new Set<string>()
    for (const row of document.querySelectorAll<HTMLElement>('.row')) {
      row.click()
      await new Promise((resolve) => setTimeout(resolve, 150))
      for (const each of document.querySelectorAll<HTMLElement>('.arrow, summary')) each.click()
      for (const element of document.querySelectorAll('*')) {
        const acts = element
          .getAttributeNames()
          .filter((name) => /^(on|src|style|srcdoc|action|formaction|autofocus)/.test(name))
        found.add([element.localName, ...acts].join(' '))
      }
    }
    return [...found].sort()
  })

describe.skipIf(withoutBrowser)('the live page', () => {
  test('shows hostile values as text, wherever a service may send them', { timeout: 120_000 }, async () => {
    const all = await live()
    const tell = async (text: string): Promise<void> => {
      await all.page.locator('#forget').dispatchEvent('click')
      await all.page.getByRole('heading', { name: 'Nobody has logged in yet' }).waitFor()
      await request(all.provider, text)
      await all.page.locator('.row').nth(2).waitFor()
    }
    await tell('harmless')
    const harmless = await elements(all.page)
    for (const [name, text] of Object.entries(hostileTexts)) {
      await tell(text)
      expect(await elements(all.page), name).toEqual(harmless)
      const shown = await all.page.locator('#list').innerText()
      if (name === 'image') expect(shown).toContain('<img src=x onerror="window.executed = true">')
      if (name === 'unseen') expect(shown).toContain('\\u{202e}')
    }
    expect(await all.page.evaluate(() => 'executed' in window)).toBe(false)
    expect(all.complaints).toEqual([])
  })

  test('a client, and a fault in the report, may have any name', async () => {
    const text = hostileTexts.script ?? ''
    const all = await live({}, async (provider) => {
      provider.addClient(text, {
        ...(provider.clients.web ?? expect.fail()),
        clientId: text,
        secret: text,
        redirectUris: [text],
      })
      await request(provider, text)
    })
    await all.page.getByRole('button', { name: 'Point your service here' }).first().click()
    await all.page.getByText('Clients that are registered').click()
    await all.page.locator('#clients').getByText(text).first().waitFor()
    expect(await all.page.evaluate(() => 'executed' in window)).toBe(false)
    expect(all.complaints).toEqual([])
  })

  test('stays usable with 1,000 logins', { timeout: 120_000 }, async () => {
    const all = await live({}, async (provider) => {
      const url = endpointOf(provider, 'authorization')
      for (let count = 0; count < 1_100; count += 1) await fetch(`${url}?client_id=shop&state=${count}`)
    })
    const { page } = all
    await page.getByText('1000', { exact: true }).waitFor()
    const click = await page.evaluate(async () => {
      const began = performance.now()
      document.querySelectorAll<HTMLElement>('.row')[500]?.click()
      const title = () => document.querySelector('.login-head .small')?.textContent ?? ''
      while (!title().startsWith('Login 600')) await new Promise((resolve) => requestAnimationFrame(resolve))
      return performance.now() - began
    })
    const filter = await page.evaluate(() => {
      const began = performance.now()
      const box = document.getElementById('filter') as HTMLInputElement
      box.value = 'nobody'
      box.dispatchEvent(new Event('input'))
      document.body.getBoundingClientRect()
      return performance.now() - began
    })
    expect(await page.locator('#count').innerText()).toBe('0 of 1000')
    await page.getByLabel('Filter logins').fill('')
    await page.locator('#list').focus()
    await page.keyboard.press('End')
    await page.getByText(/^Login 101\b/).waitFor()
    expect({ click: click < 1_000, filter: filter < 1_000, rows: await page.locator('.row').count() }).toEqual({
      click: true,
      filter: true,
      rows: 1_000,
    })
    expect(all.complaints).toEqual([])
  })

  test('saves what was seen as a result, and as a page', async () => {
    const all = await live({ acceptDownloads: true }, careless)
    const { page } = all
    await page.getByRole('button', { name: 'Save report' }).click()
    const [json] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /result.json/ }).click(),
    ])
    expect(json.suggestedFilename()).toBe('result.json')
    const file = `${await json.path()}.json`
    await json.saveAs(file)
    const { run, targets, scenarios } = await readResult(file)
    expect(run).toMatchObject({ complete: true, selection: 'logins seen by aai serve --watch' })
    expect(targets).toMatchObject([{ id: 'shop', plays: 'rp' }, expect.anything()])
    const found = scenarios.flatMap(({ checks }) =>
      checks.filter(({ verdict }) => verdict === 'fail').map(({ cites }) => cites),
    )
    expect(new Set(found)).toEqual(new Set(['RP-STATE', 'MIG-LOGOUT-PARAM']))
    const [html] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /index.html/ }).click(),
    ])
    const report = await (await browser.newContext()).newPage()
    const path = join(`${await html.path()}.html`)
    await html.saveAs(path)
    await report.goto(`file://${path}`)
    expect(await report.getByRole('heading', { level: 1 }).innerText()).toMatch(/conform/)
    expect(await report.locator('body').innerText()).toContain('Service shop')
    await report.context().close()
    expect(all.complaints).toEqual([])
  })

  test('cannot be steered or read by another page of the same browser', async () => {
    const all = await live()
    const { page, provider } = all
    const stranger = createServer((_, answer) => {
      answer.setHeader('Content-Type', 'text/html')
      answer.end(`<iframe src="${all.url}"></iframe>`)
    })
    await once(stranger.listen(0, '127.0.0.1'), 'listening')
    open.push({ close: async () => void stranger.close() })
    const evil = await page.context().newPage()
    await evil.goto(`http://localhost:${(stranger.address() as AddressInfo).port}/`)
    const tried = await evil.evaluate(async (url) => {
      const outcomes: string[] = []
      for (const [path, init] of [
        ['/faults', { method: 'POST', mode: 'no-cors', body: '{"fault":"attack.id-token.nonce-other"}' }],
        ['/faults', { method: 'POST', headers: { 'x-aai-watch': 'guess' }, body: '{}' }],
        [
          '/clients',
          {
            method: 'POST',
            mode: 'no-cors',
            body: '{"clientId":"x","auth":"none","redirectUri":"https://evil.example/"}',
          },
        ],
        ['/news', {}],
        ['', {}],
      ] as const) {
        outcomes.push(
          await fetch(url + path, init as RequestInit).then(
            ({ type, status }) => `${type} ${status}`,
            () => 'refused',
          ),
        )
      }
      return outcomes
    }, all.url)
    // What is opaque was sent without the header, and was turned away.
    expect(tried).toEqual(
      ['opaque 0', 'refused', 'opaque 0', 'refused', 'refused'].map((each) => expect.stringMatching(`${each}|refused`)),
    )
    expect(evil.frames()).toHaveLength(2)
    expect(
      await evil
        .frames()[1]
        ?.locator('body')
        .innerText()
        .catch(() => ''),
    ).not.toContain('Logins')
    expect(provider.clients).not.toHaveProperty('x')
    expect(await page.locator('.armed').count()).toBe(0)
  })

  test('leaves the provider as it is: without it nothing is at its address', async () => {
    const provider = await startProvider()
    open.push(provider)
    expect((await fetch(`${provider.origin}/watch`)).status).toBe(404)
    expect(provider.requests.all()).toHaveLength(1)
  })

  test('all is forgotten by a click', async () => {
    const { page } = await live({}, careless)
    await page.getByRole('button', { name: 'Forget all' }).click()
    await page.getByRole('heading', { name: 'Nobody has logged in yet' }).waitFor()
    await page.reload()
    await isWatching(page)
    expect(await page.locator('.row').count()).toBe(0)
  })
})
