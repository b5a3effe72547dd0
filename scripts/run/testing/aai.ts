import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '#reports/model.ts'
import { readResult } from '#reports/read.ts'

const launch = fileURLToPath(new URL('../../launch.js', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What a run finds beside its arguments. */
interface Surroundings {
  /** Of the folder, by name. */
  readonly files?: Readonly<Record<string, string>>
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>
  readonly command?: 'run' | 'service' | 'watch' | 'diff' | 'ready'
}

/** `aai run`, unless said, in a folder of its own, leading a process group of its own; `remove` the folder when it is no longer needed. */
export const aaiAmong = async (
  { files = {}, environment = {}, command = 'run' }: Surroundings,
  ...args: readonly string[]
) => {
  const cwd = await mkdtemp(join(tmpdir(), 'aai-run-'))
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(cwd, name), text)))
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, [launch, command, ...args], { cwd, env, detached: true })
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
  const result = async (): Promise<RunResult> => readResult(join(cwd, 'reports/out/result.json'))
  const remove = (): Promise<void> => rm(cwd, { recursive: true })
  return { child, cwd, ended, spoke: spoke.promise, result, remove }
}

export const aai = (...args: readonly string[]) => aaiAmong({}, ...args)
