import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lintMetadata } from './index.ts'
import { isMetadata } from './is-metadata.ts'

const folder = new URL('./testing/good/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

test.each(readdirSync(folder))('as %s writes it nothing is found', async (name) => {
  const text = read(name)
  expect(isMetadata('metadata', text)).toBe(true)
  const { findings, settings, judged } = await lintMetadata(name, text)
  expect({ findings, is: isMetadata('-', text) }).toEqual({ findings: [], is: true })
  expect(settings).toBeGreaterThan(30)
  // What is right was seen to be right.
  expect(judged.filter(({ unseen }) => !unseen).length).toBeGreaterThan(30)
})

test('a signature is one of the text as it is', async () => {
  const text = read('signed.xml')
  const { findings } = await lintMetadata('sp.xml', text.replace('Library of Maps', 'Library of Atlases'))
  expect(findings).toMatchObject([
    { cites: 'MD-SCHEMA', wrong: expect.stringMatching(/was changed after it was signed/) },
  ])
  const ofOthers = text.replace(
    /<ds:KeyInfo><ds:X509Data><ds:X509Certificate>.*?<\/ds:KeyInfo>(?=<\/ds:Signature>)/s,
    '',
  )
  expect(ofOthers).not.toBe(text)
  const strange = ofOthers.replace(/<ds:SignatureValue>\s*..../, '<ds:SignatureValue>AAAA')
  expect((await lintMetadata('sp.xml', strange)).findings, 'the key may be that of a federation').toEqual([])
})

test('it has expired at the instant that it says', async () => {
  const text = read('opensaml-java.xml')
  const at = async (now: string) => (await lintMetadata('sp.xml', text, { now: new Date(now) })).findings
  expect(await at('2098-12-31T23:59:59Z')).toEqual([])
  const [finding] = (await at('2099-01-01T00:00:00Z')).filter(({ cites }) => cites === 'MD-SCHEMA')
  expect(finding).toMatchObject({
    ...{ weight: 'fail', line: 2, setting: '@validUntil', xpath: '/md:EntityDescriptor/@validUntil' },
    found: '2099-01-01T00:00:00.000Z',
  })
})

test('prefixes are those of the document', async () => {
  const { findings } = await lintMetadata(
    'sp.xml',
    read('pysaml2.xml').replaceAll('https://grid.library.eu/saml2/acs', '/acs'),
  )
  expect(findings).toMatchObject([
    { xpath: '/ns0:EntityDescriptor/ns0:SPSSODescriptor/ns0:AssertionConsumerService/@Location', found: '/acs/' },
  ])
})

test.each([
  ['a configuration of Apache', 'portal.conf', '<VirtualHost *:443>\nOIDCClientID x\n</VirtualHost>'],
  ['a program', 'config.php', '<?php\n$issuer = "x";'],
  ['a registration', 'service.yaml', 'service:\n  metadata: "<EntityDescriptor"\n'],
])('%s is none', (_, name, text) => {
  expect(isMetadata(name, text)).toBe(false)
})
