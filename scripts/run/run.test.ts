import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exitCode } from '#reports/model.ts'
import { aaiAmong } from './testing/aai.ts'

const LIMIT = 60_000

const among = async (...given: Parameters<typeof aaiAmong>) => {
  const run = await aaiAmong(...given)
  onTestFinished(run.remove)
  return run
}

const aai = (...args: readonly string[]) => among({}, ...args)

const isAlive = (group: number): boolean => {
  try {
    process.kill(-group, 0)
    return true
  } catch {
    return false
  }
}

test('a run leaves four files, a table and an exit code that says the same', { timeout: LIMIT }, async () => {
  const run = await aai('-t', 'openaire-beta', '-s', 'oidc.op.keys', '--seed', 'abc')
  const { code, stdout } = await run.ended
  const result = await run.result()
  expect(code).toBe(exitCode(result))
  expect(result.run).toMatchObject({ complete: true, seed: 'abc', selection: '--scenario oidc.op.keys' })
  expect(result.scenarios.length).toBeGreaterThan(3)
  expect(result.scenarios.every(({ id, target }) => id.startsWith('oidc.op.keys.') && target === 'openaire-beta')).toBe(
    true,
  )
  expect((await readdir(join(run.cwd, 'reports/out'))).toSorted()).toEqual([
    'index.html',
    'junit.xml',
    'result.json',
    'summary.md',
  ])
  expect(stdout).toMatch(/OpenAIRE AAI BETA[\s\S]*The report: reports\/out\/index\.html\n$/)
})

test.for(['SIGINT', 'SIGTERM'] as const)(
  '%s leaves a result that is marked incomplete, and no process',
  { timeout: LIMIT },
  async (signal) => {
    const run = await aai('-t', 'openaire-beta')
    await run.spoke
    run.child.kill(signal)
    const { code, stdout } = await run.ended
    expect(code).toBe(2)
    const result = await run.result()
    expect(result.run).toMatchObject({ complete: false, interrupted: `stopped by ${signal}` })
    expect(result.scenarios.length).toBeGreaterThan(0)
    expect(stdout).toContain(`stopped by ${signal}`)
    await expect.poll(() => isAlive(run.child.pid ?? 0)).toBe(false)
  },
)

test.for([
  { args: ['-t', 'openaire-alpha'], says: 'There is no target "openaire-alpha": there are ' },
  {
    args: ['-t', 'openaire-beta', '-s', 'oidc.op.nothing'],
    says: 'No scenario is meant by --scenario oidc.op.nothing: aai list names them all.',
  },
  { args: ['-t', 'openaire-beta', '--tag', 'pkce && nosuch'], says: 'No scenario has the tag "nosuch": there are ' },
  { args: ['-c', 'nowhere.yaml'], says: 'There is no configuration nowhere.yaml' },
  { args: ['--profile', './nowhere.json'], says: 'nowhere.json' },
  { args: ['-o', 'aai.txt'], says: 'No report can be written to aai.txt (EEXIST' },
  { args: ['--driver', 'telnet'], says: 'Allowed choices are http, browser' },
])('$args ends with one sentence and exit code 2', { timeout: LIMIT }, async ({ args, says }) => {
  const { code, stderr, stdout } = await (await among({ files: { 'aai.txt': '' } }, ...args)).ended
  expect(code).toBe(2)
  expect(stderr).toContain(says)
  expect(stderr).not.toContain('    at ')
  expect(stdout).toBe('')
})

test('a baseline that does not hold fails the run, and says why', { timeout: LIMIT }, async () => {
  const known = [{ scenario: 'oidc.op.keys.no-private-material', reason: 'It was so.' }]
  const files = { 'known.json': JSON.stringify({ format: 'aai-conformance-baseline/1', known }) }
  const run = await among({ files }, '-t', 'openaire-beta', '-s', 'oidc.op.keys', '--baseline', 'known.json')
  const { code, stdout } = await run.ended
  expect(code).toBe(1)
  expect(stdout).toContain('1 entry of the baseline does not hold')
})
