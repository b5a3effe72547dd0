import { type Endpoints, logIn, type Registration } from './login.ts'
import { userAgent } from './user-agent.ts'

export interface Load {
  readonly origin: string
  readonly endpoints: Endpoints
  readonly registration: Registration
  /** Users at a time, each with a connection of their own. */
  readonly users: number
}

export interface LoadResult {
  readonly logins: number
  readonly perSecond: number
  /** Of each login. */
  readonly milliseconds: readonly number[]
}

/** Logs users in for as long as `goesOn` says, which is asked before each login with the number begun so far. */
export const logInWhile = async (load: Load, goesOn: (begun: number) => boolean): Promise<LoadResult> => {
  const milliseconds: number[] = []
  let begun = 0
  const began = performance.now()
  const user = async (): Promise<void> => {
    const agent = userAgent(load.origin)
    try {
      while (goesOn(begun)) {
        begun++
        const start = performance.now()
        await logIn(agent, load.endpoints, load.registration)
        milliseconds.push(performance.now() - start)
      }
    } finally {
      await agent.close()
    }
  }
  await Promise.all(Array.from({ length: load.users }, user))
  const seconds = (performance.now() - began) / 1000
  return { logins: milliseconds.length, perSecond: milliseconds.length / seconds, milliseconds }
}

export const logInFor = (load: Load, seconds: number): Promise<LoadResult> => {
  const end = performance.now() + seconds * 1000
  return logInWhile(load, () => performance.now() < end)
}

export const logInTimes = (load: Load, times: number): Promise<LoadResult> => logInWhile(load, (begun) => begun < times)
