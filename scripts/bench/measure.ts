import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { noiseMeter, onAllProcessors, onServerProcessor, residentMiB } from './host.ts'
import { type LoadResult, logInFor, logInTimes } from './load.ts'
import { logIn, verifyTokens } from './login.ts'
import { type Contender, type RunningServer, startServer } from './server.ts'
import { percentile } from './statistics.ts'
import { userAgent } from './user-agent.ts'

/** A figure, and how many processors others used while it was taken. */
export interface Sample {
  readonly value: number
  readonly others: number
}

export type Samples = Readonly<Record<string, readonly Sample[]>>

const withServer = async <T>(contender: Contender, use: (server: RunningServer) => Promise<T>): Promise<T> => {
  const server = await startServer(contender)
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

export const measureStart = async (contender: Contender): Promise<Samples> => {
  const meter = noiseMeter()
  return withServer(contender, async ({ startMs, pid }) => {
    const others = meter(pid)
    // What is loaded lazily after the first answer counts, too.
    await delay(400)
    return {
      'start, ms': [{ value: startMs, others }],
      'memory after start, MiB': [{ value: residentMiB(pid), others }],
    }
  })
}

const loadOf = ({ registration }: Contender, { origin, endpoints }: RunningServer, users: number) => ({
  origin,
  endpoints,
  registration,
  users,
})

/** Logs one user in and looks at the tokens: faster is no merit where less is done. */
const rehearse = async (contender: Contender, server: RunningServer): Promise<void> => {
  const agent = userAgent(server.origin)
  try {
    await verifyTokens(await logIn(agent, server.endpoints, contender.registration), server.endpoints)
  } finally {
    await agent.close()
  }
}

export const measureLogins = (contender: Contender, seconds: number): Promise<Samples> =>
  withServer(contender, async (server) => {
    await rehearse(contender, server)
    await logInFor(loadOf(contender, server, 4), Math.min(1, seconds))
    const measured = async (users: number): Promise<LoadResult & { others: number }> => {
      const meter = noiseMeter(server.pid)
      const result = await logInFor(loadOf(contender, server, users), seconds)
      return { ...result, others: meter() }
    }
    const one = await measured(1)
    const sixteen = await measured(16)
    return {
      'one login, ms (median)': [{ value: percentile(one.milliseconds, 0.5), others: one.others }],
      'one login, ms (p99)': [{ value: percentile(one.milliseconds, 0.99), others: one.others }],
      'logins/s, 16 users': [{ value: sixteen.perSecond, others: sixteen.others }],
      'one of 16, ms (p99)': [{ value: percentile(sixteen.milliseconds, 0.99), others: sixteen.others }],
    }
  })

export interface MemoryCurve {
  readonly contender: string
  /** Logins so far, MiB. */
  readonly points: readonly (readonly [logins: number, miB: number])[]
}

export const measureMemory = (contender: Contender, logins: number): Promise<MemoryCurve> =>
  withServer(contender, async (server) => {
    const points: [number, number][] = [[0, residentMiB(server.pid)]]
    const step = Math.ceil(logins / 10)
    for (let done = step; done <= logins; done += step) {
      await logInTimes(loadOf(contender, server, 16), step)
      points.push([done, residentMiB(server.pid)])
    }
    return { contender: contender.name, points }
  })

export const measureSignatures = async (milliseconds: number): Promise<Samples> => {
  const script = fileURLToPath(new URL('signatures.ts', import.meta.url))
  const [file, ...args] = onServerProcessor([process.execPath, script, String(milliseconds)])
  const { stdout } = await promisify(execFile)(file, args)
  return { 'RS256 signatures/s': [{ value: Number(stdout), others: Number.NaN }] }
}

/** Wall time of the first command of the README, on all processors. */
export const measureFirstCommand = async (): Promise<{ readonly seconds: number; readonly exitCode: number }> => {
  const [file, ...args] = onAllProcessors(['npm', 'start'])
  const began = performance.now()
  const child = spawn(file, args, { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  return { seconds: (performance.now() - began) / 1000, exitCode: code ?? -1 }
}
