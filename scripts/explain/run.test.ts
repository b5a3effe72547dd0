import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { runExplain } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'aai-explain-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const terminal = Object.assign(Readable.from([]), { isTTY: true })

const run = async (
  words: readonly string[],
  { json = false, stream = Readable.from([]) as Readable & { isTTY?: boolean } } = {},
) => {
  let out = ''
  let complaint = ''
  const code = await runExplain({
    words,
    json,
    stream,
    terminal: { columns: 80, colour: false },
    write: (text) => {
      out += text
    },
    complain: (text) => {
      complaint += text
    },
  })
  return { code, out, complaint }
}

const line = '{"error":"invalid_grant","error_description":"Code not valid"}'
const title = 'The code is unknown, used up or too old'

test('explains an argument, also one without quotes', async () => {
  expect(await run([line])).toMatchObject({ code: 0, out: expect.stringContaining(title), complaint: '' })
  expect(await run(['Code', 'not', 'valid'])).toMatchObject({ code: 0, out: expect.stringContaining(title) })
})

test('explains a file', async () => {
  expect(await run([file('service.log', `12:00 ERROR ${line}\n`)])).toMatchObject({
    code: 0,
    out: expect.stringContaining(title),
  })
})

test('explains what is piped, with - or without', async () => {
  expect(await run([], { stream: Readable.from([Buffer.from(line)]) })).toMatchObject({ code: 0 })
  expect(await run(['-'], { stream: Readable.from([line.slice(0, 9), line.slice(9)]) })).toMatchObject({ code: 0 })
})

test('reads what PowerShell writes', async () => {
  const bytes = Buffer.from(`\ufeff${line}`, 'utf16le')
  expect(await run([file('powershell.txt', bytes)])).toMatchObject({ code: 0, out: expect.stringContaining(title) })
})

test('ends with 1 where it recognises nothing', async () => {
  expect(await run(['the teapot leaks'])).toMatchObject({
    code: 1,
    out: expect.stringContaining('Not recognised'),
    complaint: '',
  })
})

test('prints JSON and nothing else with --json', async () => {
  const { out, code } = await run([line], { json: true })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ format: 'aai-explanation/1', recognised: true })
})

test.for([
  ['a file that is missing', () => ({ words: ['no-such.log'] }), 'There is no file no-such.log.'],
  ['a folder', () => ({ words: [folder] }), 'is a folder'],
  ['an empty file', () => ({ words: [file('empty.log', ' \n')] }), 'is empty'],
  [
    'a binary file',
    () => ({ words: [file('picture.png', new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0]))] }),
    'holds no text',
  ],
  [
    'bytes that are no UTF-8',
    () => ({
      words: [
        file(
          'noise.bin',
          Uint8Array.from({ length: 300 }, (_, n) => 128 + (n % 64)),
        ),
      ],
    }),
    'holds no text',
  ],
  [
    'a file that is too large',
    () => ({ words: [file('large.log', 'a'.repeat(2_000_001))] }),
    'larger than two megabytes',
  ],
  ['empty standard input', () => ({ words: [] }), 'Standard input is empty'],
  [
    'a pipe that does not end',
    () => ({
      words: [],
      stream: Readable.from(
        (function* () {
          while (true) yield 'a'.repeat(100_000)
        })(),
      ),
    }),
    'larger than two megabytes',
  ],
  ['a terminal without an argument', () => ({ words: [], stream: terminal }), 'Nothing to explain'],
  ['an empty argument', () => ({ words: [''] }), 'The argument is empty'],
] as const)('ends with 2 and one sentence for %s', async ([, given, sentence]) => {
  const { words, stream } = { stream: undefined, ...given() } as { words: readonly string[]; stream?: Readable }
  const { code, out, complaint } = await run(words, stream ? { stream } : {})
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(complaint).toContain(sentence)
  expect(complaint).not.toContain('\n')
})

test('a text that looks like a file and is none is explained all the same', async () => {
  expect(await run(['Missing.parameter.code_challenge.log'])).toMatchObject({ code: 0 })
  expect(await run(['https://aai.openaire.eu/oidc/index.html'])).toMatchObject({ code: 0 })
})
