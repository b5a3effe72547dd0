import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lintDocument } from '../document.ts'
import { readSource } from '../input.ts'
import { LintError } from '../model.ts'
import { lintMetadata } from './index.ts'

const clean = readFileSync(new URL('../../fixtures/documents/sp-metadata.xml', import.meta.url), 'utf8')

const asked: string[] = []
const server = createServer((request, answer) => {
  asked.push(request.url ?? '')
  answer.end('secret')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const folder = mkdtempSync(join(tmpdir(), 'aai-hostile-'))
writeFileSync(join(folder, 'secret'), 'CANARY')

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const withDoctype = (inside: string, use = ''): string =>
  clean
    .replace('<md:EntityDescriptor', `<!DOCTYPE md:EntityDescriptor ${inside}>\n<md:EntityDescriptor`)
    .replace('>Portal of Old Maps<', `>${use}<`)

const BOMB = `[<!ENTITY a "ha">${Array.from({ length: 30 }, (_, at) => `<!ENTITY a${at} "${`&a${at - 1 < 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]`

const NESTED = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${'<a>'.repeat(30_000)}${'</a>'.repeat(30_000)}</md:EntityDescriptor>`
const AGGREGATE = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${'<md:EntityDescriptor entityID="https://a.eu"/>'.repeat(3)}</md:EntitiesDescriptor>`
const PROVIDER = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.eu"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></md:EntityDescriptor>`
const INCLUDE = clean.replace(
  '  <md:Organization>',
  `  <xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${here}/xinclude"/>\n  <md:Organization>`,
)

const hostile: Readonly<Record<string, readonly [text: string, wrong: RegExp]>> = {
  'an entity of a file': [withDoctype(`[<!ENTITY x SYSTEM "file://${folder}/secret">]`, '&x;'), /DOCTYPE/],
  'an entity of an address': [withDoctype(`[<!ENTITY x SYSTEM "${here}/entity">]`, '&x;'), /DOCTYPE/],
  'a parameter entity': [withDoctype(`[<!ENTITY % x SYSTEM "${here}/parameter"> %x;]`), /DOCTYPE/],
  'a DTD elsewhere': [withDoctype(`SYSTEM "${here}/dtd"`), /DOCTYPE/],
  'a DTD behind comments': [clean.replace('?>', `?><!-- a --><?b c?>\n<!DOCTYPE x SYSTEM "${here}/late">`), /DOCTYPE/],
  'a bomb of entities': [withDoctype(BOMB, '&a29;'), /DOCTYPE/],
  'an entity that nobody declared': [clean.replace('>Portal of Old Maps<', '>&x;<'), /[Ee]ntity/],
  'another encoding': [clean.replace('UTF-8', 'UTF-16'), /UTF-16/],
  'octets of Latin-1': [new TextDecoder().decode(Buffer.from(clean.replace('Ada', 'Åda'), 'latin1')), /UTF-8/],
  depth: [NESTED, /deep/],
  'too many elements': [clean.replace('<md:Organization>', `${'<a/>'.repeat(30_000)}<md:Organization>`), /elements/],
  'a page of an error': ['<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1></body></html>', /web page/],
  'a page of a login in XHTML': ['<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>', /web page/],
  'nothing but a declaration': ['<?xml version="1.0"?>\n', /cannot be read/],
  'an aggregate': [AGGREGATE, /aggregate of 3 entities/],
  'an identity provider': [PROVIDER, /identity provider/],
  'another document': ['<?xml version="1.0"?><SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config"/>', /SPConfig/],
  'a document without its namespace': ['<EntityDescriptor entityID="https://a.eu"/>', /namespace of its root is ""/],
  'a document that ends too early': [clean.slice(0, 5000), /well-formed/],
}

test.each(Object.entries(hostile))('%s is one finding', async (_, [text, wrong]) => {
  const began = performance.now()
  const { findings, judged } = await lintMetadata('sp.xml', text)
  expect(findings).toMatchObject([{ weight: 'fail', wrong: expect.stringMatching(wrong) }])
  expect(findings[0]?.line).toBeGreaterThan(0)
  // Of all other rows nothing was seen.
  expect(judged.filter(({ unseen, findings: none }) => !unseen && none.length === 0)).toEqual([])
  expect(JSON.stringify(findings)).not.toContain('CANARY')
  // A reader that expands or descends takes minutes, or never ends.
  expect(performance.now() - began).toBeLessThan(15_000)
})

test('nothing is fetched because a document says so', async () => {
  await lintMetadata('sp.xml', INCLUDE)
  const located = clean.replace(
    'entityID=',
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:oasis:names:tc:SAML:2.0:metadata ${here}/schema.xsd" entityID=`,
  )
  await lintMetadata('sp.xml', `<?xml-stylesheet href="${here}/style"?>${located.replace(/^<\?xml.*\?>/, '')}`)
  expect(asked).toEqual([])
})

const unread: Readonly<Record<string, readonly [bytes: Uint8Array, sentence: RegExp]>> = {
  'ten megabytes': [Buffer.from(clean.padEnd(10_000_000)), /larger than a megabyte/],
  nothing: [Buffer.from(''), /is empty/],
  'a picture': [Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), /holds no text/],
  'UTF-16 with a mark': [Buffer.from(`\uFEFF${clean}`, 'utf16le'), /UTF-16: save it as UTF-8/],
  'UTF-16 the other way round': [Buffer.from(`\uFEFF${clean}`, 'utf16le').swap16(), /UTF-16: save it as UTF-8/],
  'UTF-16 without a mark': [Buffer.from(clean, 'utf16le'), /UTF-16: save it as UTF-8/],
}

test.each(Object.entries(unread))('%s is one sentence', async (_, [bytes, sentence]) => {
  const path = join(folder, 'sp.xml')
  writeFileSync(path, bytes)
  await expect(readSource(path)).rejects.toThrow(sentence)
  await expect(readSource(path)).rejects.toThrow(LintError)
})

const VALUES = ['', ' ', '🙂', 'x'.repeat(5000), '&lt;', 'http://[', 'data:,', '-1'] as const

test('whatever stands in one place, it is told in sentences, and nothing breaks', async () => {
  const places = [...clean.matchAll(/(?<==")[^"]*(?=")|(?<=>)[^<>\n]+(?=<)/g)]
  expect(places.length).toBeGreaterThan(100)
  for (const [at, { index, 0: value }] of places.entries()) {
    const text = `${clean.slice(0, index)}${VALUES[at % VALUES.length]}${clean.slice(index + value.length)}`
    const { findings } = await lintMetadata('sp.xml', text)
    for (const { wrong, found = '' } of findings) expect(Math.max(wrong.length, found.length), value).toBeLessThan(400)
  }
})

test('a byte order mark is none of it', async () => {
  const path = join(folder, 'marked.xml')
  writeFileSync(path, `\uFEFF${clean}`)
  const { text, ...source } = await readSource(path)
  expect((await lintDocument(path, text, source)).findings).toEqual([])
})

test('schemas that are of no use are one sentence', async () => {
  await expect(lintMetadata('sp.xml', clean, { schemas: folder })).rejects.toThrow(/holds no schema of urn:oasis/)
})
