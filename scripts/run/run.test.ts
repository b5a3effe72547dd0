import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { exitCode, type RunResult } from '#reports/model.ts'
import { resultSchema } from '#reports/schema.ts'

const launch = fileURLToPath(new URL('../launch.js', import.meta.url))
const LIMIT = 60_000

const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'aai-run-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** `aai run` in a folder of its own, leading a process group of its own. */
const aai = async (...args: readonly string[]) => {
  const cwd = await folder()
  const child = spawn(process.execPath, [launch, 'run', ...args], { cwd, detached: true })
  let [stdout, stderr] = ['', '']
  const spoke = Promise.withResolvers<void>()
  child.stdout.on('data', (data) => {
    stdout += data
  })
  child.stderr.on('data', (data) => {
    stderr += data
    spoke.resolve()
  })
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  const result = async (): Promise<RunResult> =>
    resultSchema.parse(JSON.parse(await readFile(join(cwd, 'reports/out/result.json'), 'utf8')))
  return { child, cwd, ended, spoke: spoke.promise, result }
}

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

const verdicts = ({ scenarios }: RunResult) =>
  scenarios.map(({ id, target, verdict, checks }) => [id, target, verdict, ...checks.map((each) => each.verdict)])

test('the order of scenarios changes nothing', { timeout: LIMIT }, async () => {
  const selection = ['-s', 'oidc.op.authorization-code,oidc.op.pkce', '--seed', 'order', '--json'] as const
  const [forth, mixed] = await Promise.all([aai(...selection), aai(...selection, '--shuffle', '--concurrency', '1')])
  const [one, other] = [await forth.ended, await mixed.ended]
  const parsed = resultSchema.parse(JSON.parse(one.stdout))
  expect(verdicts(parsed).length).toBeGreaterThan(10)
  expect(verdicts(resultSchema.parse(JSON.parse(other.stdout)))).toEqual(verdicts(parsed))
  expect(other.code).toBe(one.code)
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
    args: ['-s', 'oidc.op.nothing'],
    says: 'No scenario is meant by --scenario oidc.op.nothing: aai list names them all.',
  },
  { args: ['--tag', 'pkce && nosuch'], says: 'No scenario has the tag "nosuch": there are ' },
  { args: ['-c', 'nowhere.yaml'], says: 'There is no configuration nowhere.yaml' },
  { args: ['--profile', './nowhere.json'], says: 'nowhere.json' },
  { args: ['--driver', 'telnet'], says: 'Allowed choices are http, browser' },
])('$args ends with one sentence and exit code 2', { timeout: LIMIT }, async ({ args, says }) => {
  const { code, stderr, stdout } = await (await aai(...args)).ended
  expect(code).toBe(2)
  expect(stderr).toContain(says)
  expect(stderr).not.toContain('    at ')
  expect(stdout).toBe('')
})
