import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { type OwnDocument, raiseDocument } from './document.ts'

const clean = new URL('../../../fixtures/documents/', import.meta.url)
const metadata = readFileSync(new URL('sp-metadata.xml', clean), 'utf8')

const served = async (text: string): Promise<string> => {
  const server = createServer((_, answer) => answer.setHeader('content-type', 'text/xml').end(text))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`
}

const raise = (document: OwnDocument) =>
  raiseDocument({ kind: 'embedded', id: 'own', profile: 'openaire-beta' }, document)

test('a document is read from its address, and judged row by row', async () => {
  const path = await served(metadata.replaceAll('https://maps.library.eu', 'https://127.0.0.1:1'))
  const { seed } = await raise({ is: 'metadata', path, name: path, private: true })
  const rows = Object.fromEntries(seed.document?.judged.map((each) => [each.cites, each]) ?? [])
  expect(rows['SAMLMD-2.2.1']).toMatchObject({ findings: [{ weight: 'note' }] })
  // Nobody listens where its pages are said to be.
  expect(rows['MDUI-2.1.6']?.findings.map(({ weight }) => weight)).toContain('warn')
  expect(rows['MD-HTTPS']).toMatchObject({ findings: [], unseen: { verdict: 'skip' } })
})

test.each<[string, Partial<OwnDocument>, RegExp]>([
  ['another kind than it is said to be', { is: 'registration' }, /is no registration, but metadata of a SAML/],
  ['an address that is not to be asked', { path: 'https://sp.library.eu/metadata' }, /offline nobody is asked/],
  ['missing', { path: '/no/such/sp.xml' }, /is not there/],
])('%s is one sentence', async (_, wrong, sentence) => {
  const path = new URL('sp-metadata.xml', clean).pathname
  const raised = raise({ is: 'metadata', path, name: 'sp.xml', offline: true, ...wrong })
  await expect(raised).rejects.toThrow(sentence)
  await expect(raised).rejects.toThrow(ConfigurationError)
})
