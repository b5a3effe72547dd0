import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as passing } from 'node:timers/promises'
import { type Dispatcher, request } from 'undici'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { filledIn } from './placeholders.ts'
import { type Surroundings, surround, type Ways } from './service-surroundings.ts'

/** How somebody's service is started. */
export interface StartService {
  /** A line for the shell, or a program with its arguments. */
  readonly command: string | readonly string[]
  /** Absolute. */
  readonly cwd: string
  /** With placeholders. */
  readonly environment: Readonly<Record<string, string>>
  /** Answers as soon as the service is up, whatever it answers. */
  readonly ready: string
  /** Seconds. */
  readonly patience: number
  /** For sentences. */
  readonly source: string
}

export interface StartedService {
  readonly close: () => Promise<void>
}

/** By the names of placeholders. */
export type Values = Readonly<Record<string, string>>

/** Milliseconds between two looks, and those that a service may take to end when asked to. */
const [A_WHILE, LAST_WORDS] = [100, 3_000]

const MOST_OUTPUT = 4_000

const answers = async (url: string, dispatcher: Dispatcher): Promise<boolean> => {
  try {
    const { body } = await request(url, { dispatcher, signal: AbortSignal.timeout(2_000) })
    await body.dump()
    return true
  } catch {
    return false
  }
}

const spawned = (
  { command, cwd, environment }: StartService,
  known: Values,
  surroundings: Surroundings,
): ChildProcess => {
  const values = { ...known, ...surroundings.values }
  const told = Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, filledIn(text, values)]))
  const [program = '', ...rest] = [command].flat().map((text) => filledIn(text, values))
  const env = { ...process.env, ...surroundings.variables, ...told }
  // A group of its own: a shell and what it starts end together.
  return spawn(program, rest, {
    cwd,
    env,
    shell: typeof command === 'string',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const signal = ({ pid }: ChildProcess, name: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(-pid, name)
  } catch {
    // Nobody is left in the group.
  }
}

/** Until the whole group is gone, and its ports are free. */
const stopped = async (child: ChildProcess, ended: Promise<unknown>): Promise<void> => {
  signal(child, 'SIGTERM')
  await Promise.race([ended, passing(LAST_WORDS, undefined, { ref: false })])
  signal(child, 'SIGKILL')
  await ended
}

/** The line that says most; programs tend to end with something that says little. */
const telling = (output: string): string => {
  const lines = output.trim().split('\n')
  return (lines.findLast((line) => /\b\w*(error|exception|cannot)\b/i.test(line)) ?? lines.at(-1) ?? '')
    .trim()
    .slice(0, 300)
}

const watched = (child: ChildProcess): { readonly ended: Promise<string>; readonly said: () => string } => {
  let output = ''
  const hear = (data: Buffer): void => {
    output = (output + data.toString()).slice(-MOST_OUTPUT)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, by) => resolve(by ? `was ended by ${by}` : `ended with ${code}`))
  })
  return { ended, said: () => telling(output) }
}

const untilReady = async (
  start: StartService,
  child: ChildProcess,
  dispatcher: Dispatcher,
): Promise<ReturnType<typeof watched>> => {
  const watch = watched(child)
  const over = watch.ended.then((how) => `it ${how}`)
  const latest = performance.now() + start.patience * 1000
  let failure: string | undefined
  const up = async (): Promise<undefined> => {
    while (failure === undefined && !(await answers(start.ready, dispatcher))) {
      if (performance.now() > latest) failure = `nobody answers at ${start.ready} after ${start.patience} s`
      else await passing(A_WHILE)
    }
    return undefined
  }
  failure ??= (await Promise.race([over, up()])) ?? failure
  if (failure === undefined) return watch
  await stopped(child, watch.ended)
  const words = watch.said()
  throw new ConfigurationError(`${start.source}: the service did not come up: ${failure}${words && ` (${words})`}.`)
}

/** Starts somebody's service and waits until it answers. Throws a ConfigurationError of one sentence. */
export const startService = async (
  start: StartService,
  values: Values,
  ways: Ways,
  dispatcher: Dispatcher,
): Promise<StartedService> => {
  if (await answers(start.ready, dispatcher)) {
    throw new ConfigurationError(
      `${start.source}: somebody answers at ${start.ready} before the service is started: stop that, or leave start out.`,
    )
  }
  const surroundings = await surround(ways)
  const child = spawned(start, values, surroundings)
  const atExit = () => signal(child, 'SIGKILL')
  process.once('exit', atExit)
  const forget = async (): Promise<void> => {
    process.off('exit', atExit)
    await surroundings.remove()
  }
  try {
    const { ended } = await untilReady(start, child, dispatcher)
    return {
      close: async () => {
        await stopped(child, ended)
        await forget()
      },
    }
  } catch (error) {
    await forget()
    throw error
  }
}
