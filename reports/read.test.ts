import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseResult, ResultFileError, readResult } from './read.ts'
import { stored } from './stored.ts'
import { sampleResult } from './testing/sample-result.ts'
import { resultText } from './write.ts'

test('what was written reads back as it was', () => {
  expect(parseResult(resultText(sampleResult), 'result.json')).toEqual(sampleResult)
})

test('members of a later version are left out', () => {
  expect(parseResult(JSON.stringify({ ...stored(sampleResult), later: true }), 'result.json')).toEqual(sampleResult)
})

test.for<[string, string, RegExp]>([
  ['no JSON', '<html>', /^x\.json is no JSON\. Name a result\.json/],
  ['other JSON', '{"tests": []}', /^x\.json names no format, and this version reads "aai-conformance-result\/2"/],
  ['an array', '[]', /names no format/],
  [
    'another version',
    '{"format":"aai-conformance-result/9"}',
    /has the format "aai-conformance-result\/9".*use the version that wrote it/,
  ],
  [
    'a torn document',
    '{"format":"aai-conformance-result/2"}',
    /does not hold to the format:\n {2}run: .*\n.*Run again/s,
  ],
])('%s is told apart', ([, text, message]) => {
  expect(() => parseResult(text, 'x.json')).toThrow(message)
  expect(() => parseResult(text, 'x.json')).toThrow(ResultFileError)
})

test('five complaints are enough', () => {
  const scenarios = Array.from({ length: 20 }, () => ({}))
  const text = JSON.stringify({ ...stored(sampleResult), scenarios })
  expect(() => parseResult(text, 'x.json')).toThrow(/scenarios\.0\.id: .*and \d+ more\n/s)
})

test('a file that is not there, and a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-read-'))
  try {
    await expect(readResult(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json does not exist\. Name a result\.json/,
    )
    await expect(readResult(folder)).rejects.toThrow(/result\.json does not exist/)
    await writeFile(join(folder, 'result.json'), resultText(sampleResult))
    expect(await readResult(folder)).toEqual(await readResult(join(folder, 'result.json')))
    expect(await readResult(join(folder, 'result.json'))).toEqual(sampleResult)
  } finally {
    await rm(folder, { recursive: true })
  }
})
