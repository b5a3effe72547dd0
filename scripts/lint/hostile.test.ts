import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { documentVariants } from '#mocks/faults/document-variants.ts'
import { runLint } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'aai-hostile-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = async (files: readonly string[], input = new Uint8Array()) => {
  let [out, complaint] = ['', '']
  const code = await runLint({
    ...{ files, json: false, strict: false, terminal: { columns: 80, colour: false } },
    stdin: async () => input,
    write: (text) => {
      out += text
    },
    complain: (text) => {
      complaint += `${text}\n`
    },
  })
  return { code, out, complaint }
}

const clean = Object.values(documentVariants)
  .flatMap(({ document }) => document?.file ?? [])
  .map((file): [file: string, text: string] => [
    file,
    readFileSync(new URL(`../../fixtures/documents/${file}`, import.meta.url), 'utf8'),
  ])

const refused = async (name: string, content: string | Uint8Array, sentence: RegExp): Promise<void> => {
  const path = join(folder, name)
  writeFileSync(path, content)
  const { code, out, complaint } = await run([path])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(complaint).toMatch(sentence)
  expect(complaint.startsWith(path)).toBe(true)
  expect(complaint.trimEnd()).toMatch(/^[^\n]{1,600}[.]$/)
  // A remedy follows the colon.
  expect(complaint).toMatch(/: [^:]*\.\n$/)
}

describe.each(clean)('%s', (file, text) => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['of 10 MB', text + '\n'.repeat(10_000_000), /larger than a megabyte/],
    ['that is an image', Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]), /holds no text/],
    ['with an octet of nothing', `${text}\0`, /holds no text/],
    ['in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), /UTF-16: save it as UTF-8/],
    ['in UTF-16 without a mark', Buffer.from(text, 'utf16le'), /UTF-16: save it as UTF-8/],
    ['in UTF-16 the other way round', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), /UTF-16: save it as UTF-8/],
    [
      'in Latin-1',
      Buffer.from(`${text}\n# Østfold på nett\n`, 'latin1'),
      new RegExp(`line ${text.split('\n').length + 1}: .*UTF-8`),
    ],
    ['that is empty', '', /is empty/],
    ['of blanks', ' \n\t\n', /is empty/],
  ])('%s', (_, content, sentence) => refused(file, content, sentence))
})

const SPRING = 'spring:\n  security:\n    oauth2:\n      client: {}\n'
const ADAPTER = '{\n "auth-server-url": "https://aai.openaire.eu/auth",\n "realm": "openaire"'
const DISCOVERY = '{\n "issuer": "https://op.eu",\n "jwks_uri": "https://op.eu/keys"'
const REGISTRATION = 'service: {}\nenvironments: {}\n'
const BOMB = Array.from(
  { length: 9 },
  (_, level) => `b${level + 1}: &b${level + 1} [${`*b${level}, `.repeat(9)}]`,
).join('\n')
const deep = (brackets: string) => brackets.repeat(20_000)

test.each<[string, string, string, RegExp]>([
  ['a tab in a registration', 'service.yaml', 'service:\n\tname: x\nenvironments: {}\n', /line 2: a tab .*blanks/],
  ['a tab in YAML of Spring', 'application.yml', `${SPRING}\tx: y\n`, /line 5: .*/],
  [
    'a name twice in a registration',
    'service.yaml',
    `${REGISTRATION}service: {}\n`,
    /line 3: service stands there twice/,
  ],
  [
    'a name twice in YAML of Spring',
    'application.yml',
    SPRING.replace('client: {}', 'client: {}\n      client: {}'),
    /line 5: client stands there twice/,
  ],
  ['a name twice in an adapter', 'keycloak.json', `${ADAPTER},\n "realm": "x"\n}`, /line 4: realm stands there twice/],
  [
    'a name twice in a discovery document',
    'x.json',
    `${DISCOVERY},\n "issuer": "x"\n}`,
    /line 4: issuer stands there twice/,
  ],
  ['a comma too many', 'x.json', `${DISCOVERY},\n}`, /is no JSON: .*line 4/],
  ['a bomb in a registration', 'service.yaml', `${REGISTRATION}b0: &b0 [x]\n${BOMB}\n`, /line 4: \*b0 is an alias/],
  ['a bomb in YAML of Spring', 'application.yml', `${SPRING}b0: &b0 [x]\n${BOMB}\n`, /line 6: \*b0 is an alias/],
  ['a bomb in an adapter', 'keycloak.json', `{"auth-server-url": &a [x],\n"b": [*a, *a]}`, /line 2: \*a is an alias/],
  ['a registration of two', 'service.yaml', `${REGISTRATION}---\n${REGISTRATION}`, /line \d: a second document/],
  ['a registration without an end', 'service.yaml', `${REGISTRATION}x: "never\n`, /line \d: this is no YAML/],
  ['a registration of lists in lists', 'service.yaml', `${REGISTRATION}x: ${deep('[')}${deep(']')}`, /line \d: /],
  ['an adapter of lists in lists', 'keycloak.json', `${ADAPTER}, "x": ${deep('[')}${deep(']')}}`, /line \d: /],
  [
    'a name that is none',
    'service.yaml',
    'service: { nmae: x }\nenvironments: {}\n',
    /line 1: service has no member "nmae": remove it/,
  ],
  ['a registration of half its members', 'service.yaml', 'service: {}\n', /line 1: environments is missing: add it/],
  ['a text that is nothing', 'notes.txt', 'hello\n', /is nothing that we can read/],
])('%s', (_, name, text, sentence) => refused(name, text, sentence))

test.each<[string, string, RegExp]>([
  ['a folder', folder, /is no file/],
  ['a file that is missing', join(folder, 'none.yaml'), /is not there: check the path/],
  ['nothing that comes in', '-', /^- is empty: /],
])('%s', async (_, path, sentence) => {
  expect(await run([path])).toEqual({ code: 2, out: '', complaint: expect.stringMatching(sentence) })
})

test('a mark of UTF-8 is no part of the text, and what comes in is looked at as any file', async () => {
  const input = Buffer.from('\ufeffOIDC_ISSUER=https://aai.openaire.eu/oidc\nOIDC_CLIENT_ID=x\n')
  expect(await run(['-'], input)).toMatchObject({ code: 1, out: expect.stringContaining('-:1  OIDC_ISSUER') })
})
