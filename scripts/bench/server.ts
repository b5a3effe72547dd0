import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { onServerProcessor } from './host.ts'
import { type Endpoints, type Registration, readEndpoints } from './login.ts'
import { userAgent } from './user-agent.ts'

export interface Contender {
  readonly name: string
  readonly command: (port: number) => readonly string[]
  /** Path of its discovery document. */
  readonly discovery: string
  readonly registration: Registration
}

export interface RunningServer {
  readonly pid: number
  readonly origin: string
  readonly endpoints: Endpoints
  /** From the start of the process to its first good answer. */
  readonly startMs: number
  readonly stop: () => Promise<void>
}

const START_LIMIT_MS = 20_000

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
  return address.port
}

/** Asks until an answer comes; a refused connection costs the server nothing. */
const firstAnswer = async (origin: string, path: string, isAlive: () => boolean): Promise<string> => {
  const agent = userAgent(origin)
  try {
    const began = performance.now()
    while (isAlive() && performance.now() - began < START_LIMIT_MS) {
      const answer = await agent.get(path).catch(() => undefined)
      if (answer?.status === 200) return answer.text
      await delay(2)
    }
    throw new Error(`no discovery document at ${origin}${path}`)
  } finally {
    await agent.close()
  }
}

export const startServer = async (contender: Contender): Promise<RunningServer> => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const [file, ...args] = onServerProcessor([process.execPath, ...contender.command(port)])
  const began = performance.now()
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2000)
  })
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  const stop = async (): Promise<void> => {
    if (!isAlive()) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  try {
    const endpoints = readEndpoints(await firstAnswer(origin, contender.discovery, isAlive))
    const startMs = performance.now() - began
    // taskset replaces itself by the command, so that this is the server's own number.
    return { pid: child.pid ?? 0, origin, endpoints, startMs, stop }
  } catch (error) {
    await stop()
    throw new Error(`${contender.name} did not start: ${complaints || String(error)}`, { cause: error })
  }
}
