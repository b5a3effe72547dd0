import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pngOf } from '#mocks/faults/logos.ts'
import type { Origin } from '../input.ts'
import type { Fetched } from '../online/fetch.ts'
import { lintMetadata } from './index.ts'

const clean = readFileSync(new URL('../../fixtures/documents/sp-metadata.xml', import.meta.url), 'utf8')
const url = 'https://maps.library.eu/saml/metadata'
const type = 'application/samlmetadata+xml'

const came = (body: string, rest: Partial<Extract<Fetched, { status: number }>> = {}): Fetched => ({
  ...{ status: 200, type: '', url: '', bytes: Buffer.from(body, 'latin1') },
  ...rest,
})

/** Of 64 pixels each way, and neither too large nor too small. */
const LOGO = pngOf(33_000, 6)

const lint = async (
  pages: Readonly<Record<string, Fetched>>,
  text = clean,
  origin: Origin = { url, end: url, type },
) => {
  const asked: string[] = []
  const { findings, judged } = await lintMetadata('sp.xml', text, {
    origin,
    fetch: async (address) => {
      asked.push(address)
      const known: Readonly<Record<string, Fetched>> = { [url]: came(text), logo: came(LOGO), ...pages }
      return known[address] ?? known[address.includes('logo') ? 'logo' : 'page'] ?? came('<p>Old maps</p>')
    },
  })
  return { findings: findings.map(({ cites, weight, wrong }) => [cites, weight, wrong]), judged, asked }
}

test('what opens, and is the same twice, gives at most a remark on the size of the logo', async () => {
  const { findings, asked } = await lint({})
  expect(findings).toEqual([['REG-LOGO-SIZE', 'warn', expect.stringMatching(/warn of logos/)]])
  expect(asked.toSorted()).toEqual([
    'https://maps.library.eu/about',
    'https://maps.library.eu/logo.png',
    'https://maps.library.eu/privacy',
    url,
  ])
})

test('a file says nothing of how it is served, and offline nobody is asked', async () => {
  const { judged } = await lintMetadata('sp.xml', clean)
  expect(judged.find(({ cites }) => cites === 'MD-HTTPS')).toMatchObject({ unseen: { verdict: 'skip' } })
})

describe('the logo', () => {
  const remarks = async (logo: Fetched) =>
    (await lint({ logo })).findings.filter(([cites]) => cites !== 'REG-LOGO-TRANSPARENT')
  test.each<[string, Fetched, string, string, RegExp]>([
    ['is gone', came('', { status: 404 }), 'REG-LOGO-FORMAT', 'warn', /answers 404/],
    ['is a page', came('<html>'.padEnd(29_000)), 'REG-LOGO-FORMAT', 'warn', /no image/],
    ['is dropped by federations', came(pngOf(60_000, 6)), 'REG-LOGO-SIZE', 'fail', /drop logos/],
    ['is smaller than the guide says', came(pngOf(9_000, 6)), 'REG-LOGO-SIZE', 'note', /guide asks/],
  ])('%s', async (_, logo, cites, weight, wrong) => {
    expect(await remarks(logo)).toContainEqual([cites, weight, expect.stringMatching(wrong)])
  })

  test('says how large it is', async () => {
    const { findings } = await lint({}, clean.replace('width="64"', 'width="128"'))
    expect(findings).toContainEqual(['MDUI-2.1.5', 'warn', 'The image is 64 wide and 64 high.'])
    const near = await lint({}, clean.replace('width="64"', 'width="66"'))
    expect(near.findings.map(([cites]) => cites)).not.toContain('MDUI-2.1.5')
  })

  test('may stand in the metadata itself, and nobody is asked for it', async () => {
    const coded = `data:image/png;base64,${Buffer.from(pngOf(9_000, 6), 'latin1').toString('base64')}`
    const { findings, asked } = await lint({}, clean.replace('https://maps.library.eu/logo.png', coded))
    expect(findings).toEqual([['REG-LOGO-SIZE', 'note', expect.stringMatching(/guide asks/)]])
    expect(asked.join()).not.toMatch(/logo|data:/)
    const wide = clean.replace('https://maps.library.eu/logo.png', coded).replace('width="64"', 'width="640"')
    expect((await lint({}, wide)).findings.map(([cites]) => cites)).toContain('MDUI-2.1.5')
  })
})

test('pages that do not open', async () => {
  const { findings } = await lint({ 'https://maps.library.eu/privacy': { failure: 'nobody listens there' } })
  expect(findings).toContainEqual(['MDUI-2.1.6', 'warn', 'The page cannot be opened: nobody listens there.'])
})

describe('how it is served', () => {
  const served = async (origin: { url: string; end: string; type: string }, pages = {}) =>
    (await lint(pages, clean, origin)).findings.filter(([cites]) => cites === 'MD-HTTPS')

  test('as XML, by whatever name that has', async () => {
    for (const each of ['text/xml; charset=utf-8', 'application/xml', type])
      expect(await served({ url, end: url, type: each })).toEqual([])
    expect(await served({ url, end: url, type: 'text/html' })).toMatchObject([
      ['MD-HTTPS', 'warn', expect.stringMatching(/served as XML/)],
    ])
    expect(await served({ url, end: url, type: '' })).toHaveLength(1)
  })

  test('over an open line, or by way of one, unless it is on this machine', async () => {
    const open = url.replace('https', 'http')
    const known = { [open]: came(clean) }
    expect(await served({ url: open, end: url, type }, known)).toMatchObject([
      ['MD-HTTPS', 'warn', expect.stringMatching(/open line/)],
    ])
    expect(await served({ url, end: open, type })).toMatchObject([
      ['MD-HTTPS', 'warn', expect.stringMatching(/open line/)],
    ])
    const own = 'http://127.0.0.1:8080/metadata'
    const { judged } = await lint({ [own]: came(clean) }, clean, { url: own, end: own, type })
    expect(judged.find(({ cites }) => cites === 'MD-HTTPS')).toMatchObject({ unseen: { verdict: 'skip' } })
  })

  test('by somebody whose certificate nobody trusts', async () => {
    const untrusted = 'its certificate is not trusted (CERT_HAS_EXPIRED)'
    const { findings, asked } = await lint({}, clean, { url, end: url, type, untrusted })
    expect(findings).toContainEqual(['MD-HTTPS', 'warn', 'Nobody can read it over https.'])
    expect(asked).not.toContain(url)
  })

  test('with a word on how long it holds', async () => {
    const endless = clean.replace(' validUntil="2099-12-31T23:59:59Z"', '')
    const { findings } = await lint({}, endless)
    expect(findings).toContainEqual(['MD-SCHEMA', 'note', expect.stringMatching(/how long/)])
    const cached = clean.replace('validUntil="2099-12-31T23:59:59Z"', 'cacheDuration="PT1H"')
    expect((await lint({}, cached)).findings.map(([cites]) => cites)).not.toContain('MD-SCHEMA')
  })

  test('the same at the second time', async () => {
    const other = clean.replace('entityID="https://maps', 'entityID="https://atlas')
    expect(await served({ url, end: url, type }, { [url]: came(other) })).toMatchObject([
      ['MD-HTTPS', 'warn', expect.stringMatching(/gives that of https:\/\/atlas/)],
    ])
    expect(await served({ url, end: url, type }, { [url]: came('busy') })).toMatchObject([
      ['MD-HTTPS', 'warn', expect.stringMatching(/no metadata/)],
    ])
    const renewed = clean.replace('2099-12-31', '2098-12-31')
    expect(await served({ url, end: url, type }, { [url]: came(renewed) })).toEqual([])
  })
})
