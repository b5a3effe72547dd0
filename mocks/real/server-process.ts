import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { ConfigurationError } from '../wire/configuration-error.ts'

export interface ServerCommand {
  /** `Keycloak 22.0.5` */
  readonly title: string
  readonly program: string
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  /** File for everything it says. */
  readonly log?: string
  /** Ends it, ready or not. */
  readonly signal?: AbortSignal
  /** What to do where there is no such program. */
  readonly install?: string
}

export interface ServerProcess<T> {
  /** What it said when it was ready. Rejects with its last lines when it ends before. */
  readonly ready: Promise<T>
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>
  /** Its last lines so far. */
  readonly lastWords: () => string
  readonly end: () => void
}

/** Lines of its output that an error message quotes. */
const quoted = 12

const failure = ({ title, program, install }: ServerCommand, error: NodeJS.ErrnoException): Error =>
  error.code === 'ENOENT' && install !== undefined
    ? new ConfigurationError(`${title} needs ${program}, which is not here: ${install}.`)
    : error

/** What Java says that is too old, and a shell that has none. */
const lacksJava = (line: string): boolean => /UnsupportedClassVersionError|\bjava: (?:command )?not found/.test(line)

const endedEarly = (
  { title, install }: ServerCommand,
  status: number | null,
  noJava: boolean,
  lastWords: string,
): Error =>
  noJava && install !== undefined
    ? new ConfigurationError(`${title} does not run with the Java that is here, or is not: ${install}.`)
    : new Error(`${title} ended with status ${status} before it was ready. Its last lines:\n${lastWords}`)

/** Starts a server, and hears from its output that it is ready: `heard` answers to that line alone. */
export const startServer = <T>(command: ServerCommand, heard: (line: string) => T | undefined): ServerProcess<T> => {
  const log = command.log === undefined ? undefined : createWriteStream(command.log)
  // A group of its own: Ctrl-C in the terminal is for us, and we end a shell and the Java below it together.
  const child = spawn(command.program, command.args, {
    env: command.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const tail: string[] = []
  const lastWords = (): string => tail.join('\n')
  let noJava = false
  const ready = new Promise<T>((resolve, reject) => {
    const listen = (line: string): void => {
      noJava ||= lacksJava(line)
      log?.write(`${line}\n`)
      tail.push(line)
      if (tail.length > quoted) tail.shift()
      const said = heard(line)
      if (said !== undefined) resolve(said)
    }
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', listen)
    child.on('error', (error) => reject(failure(command, error)))
    child.on('close', (status) => reject(endedEarly(command, status, noJava, lastWords())))
  })
  // Whoever never asks whether it is ready shall not be told by a crash.
  ready.catch(() => undefined)
  const ended = new Promise<void>((resolve) => {
    for (const event of ['close', 'error']) child.once(event, () => resolve())
  }).then(() => new Promise<void>((flushed) => (log ? log.end(flushed) : flushed())))
  const end = (): void => {
    const { pid, exitCode, signalCode } = child
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGTERM')
  }
  command.signal?.addEventListener('abort', end, { once: true })
  if (command.signal?.aborted) end()
  return { ready, ended, lastWords, end }
}

/** A port of 127.0.0.1 that is free: this one, or any where it is 0. Throws a ConfigurationError when it is taken. */
export const freePort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () =>
      reject(new ConfigurationError(`Port ${port} of 127.0.0.1 is taken: choose another, or 0 for any free one.`)),
    )
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
