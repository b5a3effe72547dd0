import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../launch.js', import.meta.url))

/** Exit code of a script that could not have the server that it is about. */
export const notHere = 77

export interface Run {
  /** Path. */
  readonly configuration: string
  readonly environment: Readonly<Record<string, string>>
  readonly target: string
  /** Folder of the report. */
  readonly report: string
  readonly signal: AbortSignal
}

/** The exit code of `aai run`: 0 conforms, 1 does not, 2 and everything else is ours. */
export const play = async ({ configuration, environment, target, report, signal }: Run): Promise<number> => {
  const args = ['run', '--config', configuration, '--target', target, '--out', report]
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { ...process.env, ...environment },
    signal,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'close')
  return code ?? 2
}
