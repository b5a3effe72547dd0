import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runLint } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'aai-lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const run = async (files: readonly string[], { json = false, strict = false } = {}) => {
  let [out, complaint] = ['', '']
  const code = await runLint({
    ...{ files, json, strict, terminal: { columns: 80, colour: false } },
    write: (text) => {
      out += text
    },
    complain: (text) => {
      complaint += `${text}\n`
    },
  })
  return { code, out, complaint }
}

const good = file('good.env', 'OIDC_ISSUER=https://aai.openaire.eu/auth/realms/openaire\nOIDC_CLIENT_ID=portal\n')
const bad = file('bad.env', 'OIDC_ISSUER=https://aai.openaire.eu/oidc/\nOIDC_CLIENT_ID=portal\n')
const open = file('open.env', 'OIDC_ISSUER=https://aai.openaire.eu/auth/realms/openaire\nPKCE=off\n')

test('ends with 0, 1 or, asked to, 1 for a warning', async () => {
  expect(await run([good])).toMatchObject({ code: 0, out: expect.stringContaining('Nothing found in 2 settings.') })
  expect(await run([bad])).toMatchObject({ code: 1, out: expect.stringMatching(/bad\.env:1 {2}OIDC_ISSUER/) })
  expect([(await run([open])).code, (await run([open], { strict: true })).code]).toEqual([0, 1])
})

test('prints JSON and nothing else with --json', async () => {
  const { code, out } = await run([good, bad], { json: true })
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    format: 'aai-lint/1',
    files: [
      { kind: 'environment', findings: [] },
      { file: bad, findings: [{ line: 1, weight: 'fail', cites: 'MIG-ENDPOINTS', setting: 'OIDC_ISSUER' }] },
    ],
  })
})

test.for([
  ['a file that is missing', () => join(folder, 'no-such.env'), 'is not there'],
  ['a folder', () => folder, 'is no file'],
  ['an empty file', () => file('empty.env', ' \n'), 'is empty'],
  ['a binary file', () => file('picture.php', new Uint8Array([137, 80, 78, 71, 0, 0, 0, 1])), 'holds no text'],
  ['a large file', () => file('large.php', new Uint8Array(10_000_000).fill(36)), 'larger than a megabyte'],
  ['a file of no known kind', () => file('notes.txt', 'hello'), 'is nothing that we can read'],
] as const)('ends with 2 and one sentence for %s', async ([, path, sentence]) => {
  const { code, out, complaint } = await run([path()])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(complaint).toContain(sentence)
  expect(complaint.trim()).not.toContain('\n')
})

test('what can be read is read, whatever else cannot', async () => {
  expect(await run([join(folder, 'no-such.env'), bad])).toMatchObject({
    code: 2,
    out: expect.stringContaining('bad.env:1'),
  })
})
