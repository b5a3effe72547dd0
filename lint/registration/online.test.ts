import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fetched } from '../online/fetch.ts'
import { readRegistration } from './index.ts'
import { lintRegistrationFile } from './linted.ts'
import { askAround } from './online.ts'
import { clean } from './testing/broken.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-logo-'))
})
afterAll(() => rm(folder, { recursive: true }))

const chunk = (name: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

/** As large as asked for; nobody looks at its pixels. */
const png = (bytes: number, colourType: number, ...chunks: readonly Buffer[]): Buffer => {
  const header = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, colourType, 0, 0, 0])
  const start = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), ...chunks])
  return Buffer.concat([start, chunk('IDAT', Buffer.alloc(Math.max(0, bytes - start.length - 12)))])
}

const gif = (flags: number): Buffer =>
  Buffer.concat([Buffer.from('GIF89a'), Buffer.from([0x21, 0xf9, 4, flags, 0, 0, 0, 0]), Buffer.alloc(33_000)])

const FINE = png(33_000, 6)
const PAGE = `<html><script>${'words '.repeat(99)}</script><p>${'maps '.repeat(40)}</p></html>`

const answers =
  (logo: Uint8Array | Fetched, page: Fetched | string = PAGE) =>
  async (url: string): Promise<Fetched> => {
    const bytes = (content: Uint8Array): Fetched => ({ status: 200, type: '', bytes: content, url })
    if (url.includes('logo')) return logo instanceof Uint8Array ? bytes(logo) : logo
    return typeof page === 'string' ? bytes(Buffer.from(page)) : page
  }

const remarks = async (fetch: ReturnType<typeof answers>, text = clean) =>
  (await askAround(readRegistration(text), folder, fetch)).flatMap(({ cites, remarks: all }) =>
    all.map(({ wrong }) => [cites, wrong]),
  )

test('pages that open and a logo as it should be give no remark', async () => {
  expect(await remarks(answers(FINE))).toEqual([])
})

describe('the logo', () => {
  test.each<[string, Buffer, string, RegExp]>([
    ['a JPEG', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(33_000)]), 'REG-LOGO-FORMAT', /is a JPEG/],
    [
      'a drawing',
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(33_000)}</svg>`),
      'REG-LOGO-FORMAT',
      /is a SVG/,
    ],
    ['a page', Buffer.from(`<html>${' '.repeat(33_000)}`), 'REG-LOGO-FORMAT', /no image/],
    ['a GIF by the name of a PNG', gif(1), 'REG-LOGO-FORMAT', /called png and is a GIF/],
    ['without a transparent pixel', png(33_000, 2), 'REG-LOGO-TRANSPARENT', /No pixel/],
    ['smaller than the guide says', png(20_000, 6), 'REG-LOGO-SIZE', /26668 characters/],
    ['larger than the guide says', png(60_000, 6), 'REG-LOGO-SIZE', /80000 characters/],
  ])('%s', async (_, logo, cites, wrong) => {
    expect(await remarks(answers(logo))).toEqual([[cites, expect.stringMatching(wrong)]])
  })

  test('may have colours that are transparent', async () => {
    expect(await remarks(answers(png(33_000, 3, chunk('tRNS', Buffer.from([0])))))).toEqual([])
    const named = clean.replace('logo.png', 'logo.gif')
    expect(await remarks(answers(gif(1)), named)).toEqual([])
    expect(await remarks(answers(gif(0)), named)).toEqual([['REG-LOGO-TRANSPARENT', expect.any(String)]])
  })

  test('may be cut short anywhere', async () => {
    for (const length of [0, 1, 8, 20, 26, 40]) {
      const found = await remarks(answers(FINE.subarray(0, length)))
      expect(found.length, `${length} bytes`).toBeGreaterThan(0)
    }
  })

  test('may be a file beside the registration', async () => {
    await writeFile(join(folder, 'logo.png'), FINE)
    const text = clean.replace('https://maps.library.eu/logo.png', 'logo.png')
    expect(await remarks(answers(FINE), text)).toEqual([])
    expect(await remarks(answers(FINE), text.replace('logo.png', 'none.png'))).toEqual([
      ['REG-LOGO-FORMAT', 'The logo cannot be looked at: there is no such file.'],
    ])
  })
})

test('pages that do not open, or say less than the description', async () => {
  const gone: Fetched = { status: 404, type: '', bytes: Buffer.alloc(0), url: '' }
  expect((await remarks(answers(FINE, gone))).map(([cites]) => cites)).toEqual([
    'REG-WEBSITE-CONTENT',
    'REG-PRIVACY',
    'REG-AUP',
  ])
  expect(await remarks(answers(FINE, { failure: 'nobody listens there' }))).toContainEqual([
    'REG-WEBSITE-CONTENT',
    'The page cannot be opened: nobody listens there.',
  ])
  expect(await remarks(answers(FINE, '<p>Old maps.</p>'))).toEqual([
    ['REG-WEBSITE-CONTENT', expect.stringMatching(/2 words/)],
  ])
})

test('a logo beside the registration is looked at without asking anybody', async () => {
  await writeFile(join(folder, 'small.png'), png(20_000, 6))
  const text = clean.replace('https://maps.library.eu/logo.png', 'small.png')
  const { findings } = await lintRegistrationFile('service.yaml', text, { folder })
  expect(findings.map(({ cites }) => cites)).toEqual(['REG-LOGO-SIZE'])
})

test('nobody is asked without a way to ask', async () => {
  const { findings, kind, settings } = await lintRegistrationFile('service.yaml', clean, { folder })
  expect({ findings, kind }).toEqual({ findings: [], kind: 'registration' })
  expect(settings).toBeGreaterThan(30)
})
