import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readXml } from './read-xml.ts'
import { schemaFlaws } from './schema.ts'

const metadata = (inside: string): string => `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
    xmlns:u="urn:oasis:names:tc:SAML:metadata:ui" entityID="https://sp.library.eu/">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${inside}
    <md:AssertionConsumerService index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.library.eu/acs"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>`

const LOGO =
  '<md:Extensions><u:UIInfo>\n<u:Logo width="1">https://sp.library.eu/logo.png</u:Logo></u:UIInfo></md:Extensions>'

const flaws = (text: string, folder?: string) =>
  schemaFlaws(readXml(text), folder).map(({ line, element, message }) => [line, element.xpath, message])

const folder = (files: Readonly<Record<string, string>>): string => {
  const path = mkdtempSync(join(tmpdir(), 'aai-schemas-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

test('metadata without a flaw has none', () => {
  expect(flaws(metadata(''))).toEqual([])
})

test('a flaw is told with its line, its element, and the prefixes of the document; in extensions, too', () => {
  expect(flaws(metadata(LOGO))).toEqual([
    [
      4,
      '/md:EntityDescriptor/md:SPSSODescriptor/md:Extensions/u:UIInfo/u:Logo',
      "The attribute 'height' is required but missing.",
    ],
  ])
  expect(flaws(metadata('<md:Foo/>'))).toEqual([
    [3, '/md:EntityDescriptor/md:SPSSODescriptor/md:Foo', expect.stringMatching(/not expected.* md:Extensions/)],
  ])
})

test('messages have schemas, too', () => {
  const request = (rest: string) =>
    `<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" ${rest}/>`
  expect(flaws(request('IssueInstant="2026-01-31T12:00:00Z"'))).toEqual([])
  expect(flaws(request('IssueInstant="yesterday"'))).toEqual([
    [1, '/p:AuthnRequest', expect.stringMatching(/yesterday/)],
  ])
})

test('schemas of a folder are used instead, and what is none is one sentence', () => {
  const schema = `<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:oasis:names:tc:SAML:2.0:metadata"><element name="Other"/></schema>`
  expect(flaws(metadata(''), folder({ 'any.xsd': schema }))).toEqual([
    [2, '/md:EntityDescriptor', expect.stringMatching(/No matching global declaration/)],
  ])
  expect(() => flaws(metadata(''), folder({}))).toThrow(/holds no schema of urn:oasis/)
  expect(() => flaws(metadata(''), '/no/such/folder')).toThrow(/is no folder that can be read/)
  expect(() => flaws(metadata(''), folder({ 'any.xsd': schema.replace('<element', '<elment') }))).toThrow(/do not fit/)
})
