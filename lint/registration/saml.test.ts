import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fetched } from '../online/fetch.ts'
import { readRegistration } from './index.ts'
import { askForMetadata } from './saml.ts'
import { cleanSaml } from './testing/broken.ts'

let [folder, metadata] = ['', '']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-saml-'))
  metadata = await readFile(new URL('../../fixtures/documents/sp-metadata.xml', import.meta.url), 'utf8')
  await writeFile(join(folder, 'sp.xml'), metadata)
})
afterAll(() => rm(folder, { recursive: true }))

const ADDRESS = 'https://maps.library.eu/saml/metadata'
const beside = (name: string): string => cleanSaml.replace(`metadata: ${ADDRESS}`, `metadata: ${name}`)

const answering =
  (body: string, status = 200) =>
  async (url: string): Promise<Fetched> => ({ status, type: '', bytes: Buffer.from(body), url })

const asked = async (text: string, fetch?: ReturnType<typeof answering>) => {
  const { remarks, unseen } = await askForMetadata(readRegistration(text), folder, fetch)
  return [...remarks.map(({ at, wrong }) => `${at.at(-1)}: ${wrong}`), ...(unseen ? [unseen.reason] : [])]
}

test('metadata in order, beside the registration or at their address, give no remark', async () => {
  expect(await asked(beside('sp.xml'))).toEqual([])
  expect(await asked(cleanSaml, answering(metadata))).toEqual([])
})

test('nobody is asked without a way to ask', async () => {
  expect(await asked(cleanSaml)).toEqual([expect.stringContaining('without --offline')])
})

describe('what is wrong with metadata', () => {
  test('that are of somebody else', async () => {
    expect(await asked(beside('sp.xml').replace(`entityId: ${ADDRESS}`, 'entityId: https://other.eu/'))).toEqual([
      expect.stringMatching(/^entityId: .*not that of the metadata/),
    ])
  })

  test('that are not there', async () => {
    expect(await asked(beside('none.xml'))).toEqual([
      'metadata: The metadata cannot be looked at: there is no such file.',
    ])
    expect(await asked(cleanSaml, answering('', 404))).toEqual([expect.stringContaining('it answers 404')])
  })

  test('that are no metadata, or not in order', async () => {
    expect(await asked(cleanSaml, answering('<html></html>'))).toEqual([
      expect.stringMatching(/^metadata: 1 thing is to be/),
    ])
    const broken = metadata.replaceAll('</md:Organization>', '</md:Organisation>')
    expect(await asked(cleanSaml, answering(broken))).toEqual([
      expect.stringMatching(/line \d+ first: It cannot be read/),
    ])
  })
})
