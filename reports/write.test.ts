import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from 'vitest'
import type { RunResult } from './model.ts'
import { sampleResult } from './testing/sample-result.ts'
import { resultText, writeReports } from './write.ts'

const test = base.extend('folder', async ({ task }, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), `aai-write-${task.id}-`))
  onCleanup(() => rm(folder, { recursive: true }))
  return folder
})

const shuffled = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).reverse())

test('one result is one text, in whatever order it was put together', () => {
  const other: RunResult = {
    exchanges: shuffled(sampleResult.exchanges),
    scenarios: sampleResult.scenarios.toReversed(),
    requirements: shuffled(sampleResult.requirements),
    documents: sampleResult.documents,
    explanations: shuffled(sampleResult.explanations),
    targets: sampleResult.targets.map((target) => ({ ...target, facts: shuffled(target.facts) })),
    run: { ...sampleResult.run },
    format: sampleResult.format,
  }
  expect(resultText(other)).toBe(resultText(sampleResult))
})

test('the text of a result', async () => {
  await expect(resultText(sampleResult)).toMatchFileSnapshot('./testing/golden/result.json.golden')
})

test('all reports stand in a folder that was not there, and nothing else does', async ({ folder }) => {
  const below = join(folder, 'a', 'b')
  const paths = await writeReports(sampleResult, below)
  expect(paths.map((path) => path.slice(below.length + 1))).toEqual([
    'result.json',
    'index.html',
    'junit.xml',
    'summary.md',
  ])
  expect((await readdir(below)).sort()).toEqual(['index.html', 'junit.xml', 'result.json', 'summary.md'])
  expect(await readFile(join(below, 'result.json'), 'utf8')).toBe(resultText(sampleResult))
})

test('only what was asked for is written', async ({ folder }) => {
  await writeReports(sampleResult, folder, ['junit.xml'])
  expect(await readdir(folder)).toEqual(['junit.xml'])
})

test('an older report is replaced', async ({ folder }) => {
  await writeFile(join(folder, 'result.json'), 'old, and longer than nothing')
  await writeReports(sampleResult, folder, ['result.json'])
  expect(await readFile(join(folder, 'result.json'), 'utf8')).toBe(resultText(sampleResult))
})

test('when a file cannot be put in place, nothing half-written is left', async ({ folder }) => {
  await mkdir(join(folder, 'index.html', 'in the way'), { recursive: true })
  await expect(writeReports(sampleResult, folder)).rejects.toThrow()
  expect((await readdir(folder)).sort()).toEqual(['index.html', 'result.json'])
})
