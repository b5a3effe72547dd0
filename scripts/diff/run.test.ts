import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { readResult } from '#reports/read.ts'
import { sampleResult } from '#reports/testing/sample-result.ts'
import { resultText } from '#reports/write.ts'
import { aaiAmong } from '../run/testing/aai.ts'
import { type DiffCommandOptions, runDiff } from './run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-diff-'))
  await writeFile(join(folder, 'result.json'), resultText(sampleResult))
  const better = sampleResult.scenarios.filter(({ verdict }) => verdict !== 'fail')
  await writeFile(join(folder, 'better.json'), resultText({ ...sampleResult, scenarios: better }))
})
afterAll(() => rm(folder, { recursive: true }))

const quiet = {
  ...{ tag: [], scenario: [], requirement: [], shuffle: false },
  json: false,
  markdown: false,
  strict: false,
}

const at = (name: string): string => join(folder, name)

const diff = async (files: readonly string[], more: Partial<DiffCommandOptions> = {}) => {
  let printed = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text, done: unknown) => {
    printed += String(text)
    if (typeof done === 'function') done()
    return true
  })
  try {
    const code = await runDiff(files, { ...quiet, ...more })
    return { code, printed }
  } finally {
    write.mockRestore()
  }
}

test('a folder is as good as its result, and the exit code says whether anything is worse', async () => {
  expect(await diff([folder, at('result.json')], { strict: true })).toMatchObject({ code: 0 })
  expect((await diff([folder, at('better.json')])).code).toBe(1)
  expect((await diff([at('better.json'), folder])).code).toBe(1)
})

test('two targets of one run, as JSON and as files', async () => {
  const targets = ['openaire-beta', 'openaire-production']
  const { printed } = await diff([folder], { targets, json: true, out: at('out') })
  expect(JSON.parse(printed)).toMatchObject({ format: 'aai-conformance-diff/1', before: { name: 'openaire-beta' } })
  expect(await readFile(at('out/diff.json'), 'utf8')).toBe(printed)
  expect(await readFile(at('out/index.html'), 'utf8')).toContain('<!doctype html>')
  expect(await readFile(at('out/summary.md'), 'utf8')).toBe((await diff([folder], { targets, markdown: true })).printed)
})

test('two environments are played where no run is named, and the report of that run is kept', {
  timeout: 60_000,
}, async () => {
  const played = await aaiAmong(
    { command: 'diff' },
    ...['--targets', 'beta,production', '-s', 'oidc.op.discovery.issuer', '--strict'],
  )
  onTestFinished(played.remove)
  const { code, stdout } = await played.ended
  expect(stdout).toContain('\nopenaire-beta and openaire-production agree\n')
  expect(code).toBe(0)
  const { targets, scenarios } = await readResult(join(played.cwd, 'reports/diff/run/result.json'))
  expect([targets.length, scenarios.length]).toEqual([2, 2])
  expect(await readFile(join(played.cwd, 'reports/diff/index.html'), 'utf8')).toContain('All 1 scenarios side by side')
})

test.each<[string, readonly string[], Partial<DiffCommandOptions>, RegExp]>([
  ['nothing', [], {}, /Name two results/],
  ['one', ['a'], {}, /Name two results/],
  ['a file that is not there', ['a', 'b'], {}, /a does not exist/],
  [
    'a target that is not there',
    ['.'],
    { targets: ['beta', 'feide'] },
    /openaire-beta, openaire-production: name two of these/,
  ],
  ['one target', ['.'], { targets: ['beta'] }, /two different ids/],
  ['scenarios chosen of what was played', ['.', '.'], { scenario: ['oidc.op'] }, /leave them out/],
  ['two runs with targets', ['.', '.'], { targets: ['a', 'b'] }, /only one run/],
])('%s is one sentence', async (_, files, options, sentence) => {
  const named = files.map((file) => (file === '.' ? folder : file))
  await expect(diff(named, options)).rejects.toThrow(sentence)
})
