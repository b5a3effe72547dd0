import { type ChildProcess, spawn } from 'node:child_process'
import { filledIn } from './placeholders.ts'

/** Somebody's program of the command line. */
export interface Program {
  /** A line for the shell, or a program with its arguments; with placeholders. */
  readonly command: string | readonly string[]
  /** Absolute. */
  readonly cwd: string
  /** With placeholders. */
  readonly environment: Readonly<Record<string, string>>
}

/** A program under way. */
export interface RunningProgram {
  /** Resolves when it and its output have ended, never rejects. */
  readonly ended: Promise<ProgramEnd>
  readonly output: () => string
  readonly stop: () => void
}

export interface ProgramEnd {
  /** Absent when it did not end by itself. */
  readonly code?: number
  /** `ended with 1` */
  readonly how: string
}

export type Values = Readonly<Record<string, string>>

/** Characters of its output that are kept; the last ones say how it ended. */
const MOST_OUTPUT = 64_000

const startedWith = ({ command, cwd, environment }: Program, values: Values): ChildProcess => {
  const told = Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, filledIn(text, values)]))
  const [program = '', ...rest] = [command].flat().map((text) => filledIn(text, values))
  return spawn(program, rest, {
    cwd,
    env: { ...process.env, ...told },
    shell: typeof command === 'string',
    // A group of its own: a shell and what it starts end together.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const killGroup = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left in the group.
  }
}

const endOf = (child: ChildProcess): Promise<ProgramEnd> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: `could not be started: ${error.message}` }))
    child.once('close', (code, signal) =>
      resolve(
        signal === null && code !== null ? { code, how: `ended with ${code}` } : { how: `was ended by ${signal}` },
      ),
    )
  })

/** Starts a program. What it prints to either stream is kept in the order in which it came. */
export const runProgram = (program: Program, values: Values): RunningProgram => {
  const child = startedWith(program, values)
  let output = ''
  const hear = (data: string): void => {
    output = (output + data).slice(-MOST_OUTPUT)
  }
  child.stdout?.setEncoding('utf8').on('data', hear)
  child.stderr?.setEncoding('utf8').on('data', hear)
  const stop = (): void => killGroup(child)
  process.once('exit', stop)
  const ended = endOf(child)
  void ended.then(() => {
    // What it left behind in the background is of no use to anybody.
    stop()
    process.off('exit', stop)
  })
  return { ended, output: () => output, stop }
}
