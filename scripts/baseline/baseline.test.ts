import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleResult } from '#reports/testing/sample-result.ts'
import { resultText } from '#reports/write.ts'
import { readBaseline, readExplainedBaseline } from './read.ts'
import { updateBaseline } from './update.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-baseline-'))
  await writeFile(join(folder, 'result.json'), resultText(sampleResult))
})
afterEach(() => rm(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)
const update = (file: string, reason?: string) =>
  updateBaseline(at(file), { update: true, result: at('result.json'), ...(reason ? { reason } : {}) })

test.each(['known.yaml', 'known.json'])('%s is written, explained, and written again', async (name) => {
  expect(await update(name)).toMatch(/: [1-9]\d* new, 0 kept, 0 gone\. Write a reason/)
  await expect(readExplainedBaseline(at(name))).rejects.toThrow('write why it is so')
  await writeFile(at(name), (await readFile(at(name), 'utf8')).replaceAll('to be explained', 'An upgrade is due.'))
  const explained = await readExplainedBaseline(at(name))
  expect(await update(name)).toMatch(/: 0 new, [1-9]\d* kept, 0 gone\.$/)
  expect(await readExplainedBaseline(at(name))).toEqual(explained)
})

test('a reason may be given for all', async () => {
  await update('known.yaml', 'All of it is due to the upgrade.')
  expect((await readExplainedBaseline(at('known.yaml'))).known.length).toBeGreaterThan(0)
})

const FORMAT = 'format: aai-conformance-baseline/1\n'

test.each<[string, string | undefined, RegExp]>([
  ['none', undefined, /There is no baseline .*aai baseline --update/],
  ['another document', 'targets: {}', /format has to be aai-conformance-baseline\/1/],
  ['no YAML', 'a: [', /is no yaml: .+ at line 1/],
  ['no reason', `${FORMAT}known: [{ scenario: a }]`, /known, entry 1, reason: .+/],
  ['an empty reason', `${FORMAT}known: [{ scenario: a, reason: " " }]`, /say why this is so/],
  ['no date', `${FORMAT}known: [{ scenario: a, reason: b, until: soon }]`, /entry 1, until/],
  ['no address', `${FORMAT}known: [{ scenario: a, reason: b, issue: "javascript:x" }]`, /entry 1, issue/],
  ['a member more', `${FORMAT}known: [{ scenario: a, reason: b, colour: c }]`, /colour/],
  ['a bomb', `a: &a [x, x]\nb: &b [${'*a, '.repeat(50)}]\nc: [${'*b, '.repeat(50)}]`, /alias/i],
  ['too much', `#${'x'.repeat(2_000_001)}`, /larger than two megabytes/],
])('%s is one sentence', async (_, text, sentence) => {
  if (text !== undefined) await writeFile(at('known.yaml'), text)
  await expect(readBaseline(at('known.yaml'))).rejects.toThrow(sentence)
})
