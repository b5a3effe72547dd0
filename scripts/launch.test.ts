import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

const launcher = fileURLToPath(new URL('launch.js', import.meta.url))

/** Makes the process believe that it is an older Node. */
const pretend = (version: string): readonly string[] => [
  '--import',
  `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`,
]

const run = (args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })

test('starts the program', async () => {
  expect(await run([launcher, '--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
})

test('answers a command that it does not know with 2', async () => {
  const { code, stderr } = await run([launcher, 'no-such-command'])
  expect(code).toBe(2)
  expect(stderr).toContain("unknown command 'no-such-command'")
})

test("hands over to the project's own Node when this one is too old", async () => {
  expect(await run([...pretend('22.18.0'), launcher, '--version'])).toMatchObject({
    code: 0,
    stdout: `${manifest.version}\n`,
  })
})

test('says in one line what is missing when there is no Node to hand over to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-launch-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await copyFile(launcher, join(folder, 'launch.mjs'))
  const { code, stdout, stderr } = await run([...pretend('20.20.2'), join(folder, 'launch.mjs'), 'serve'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^aai needs Node 22\.19 or newer, and this is 20\.20\.2 .*\n$/)
})
