import type { Clock } from '#mocks/wire/clock.ts'
import { courtesy } from '../drivers/limits.ts'
import type { Care } from './care.ts'

export interface GateOptions {
  /** Id of the target, for sentences. */
  readonly target: string
  /** Requests; as many as it takes when absent. */
  readonly budget?: number
  readonly clock: Clock
  /** Resolves after so many seconds. */
  readonly wait: (seconds: number) => Promise<void>
}

export interface Gate extends Care {
  /** Requests admitted so far. */
  readonly used: () => number
  /** Why nothing more is sent, other than for the budget; a sentence. */
  readonly leftAlone: () => string | undefined
}

const usedUp = (target: string, budget: number): string =>
  `The ${budget} requests that this run may send are used up: set budget: ${budget * 2} in target "${target}", or play fewer scenarios.`

/** How the issuer of somebody else is treated: counted, paced, left alone when it asks for that or is gone. */
export const createGate = ({ target, budget, clock, wait }: GateOptions): Gate => {
  const answered = new Map<string, number>()
  let used = 0
  let opensAt = 0
  let paused = 0
  let silences = 0
  let closed: string | undefined

  const close = (reason: string): void => {
    closed ??= reason
  }

  const opened = async (): Promise<void> => {
    while (closed === undefined && clock() < opensAt) await wait((opensAt - clock()) / 1000)
  }

  return {
    used: () => used,
    leftAlone: () => closed,
    wait,
    admit: async () => {
      await opened()
      if (closed !== undefined) return closed
      if (budget !== undefined && used >= budget) return usedUp(target, budget)
      used += 1
      return undefined
    },
    pause: async (seconds) => {
      const until = clock() + seconds * 1000
      paused += Math.max(0, until - Math.max(opensAt, clock())) / 1000
      opensAt = Math.max(opensAt, until)
      if (seconds > courtesy.longestPause) {
        close(`The issuer asked to be left alone for ${seconds} s: run again when it has time.`)
      }
      if (paused > courtesy.allPauses) {
        close(`The issuer asked for pauses of ${Math.round(paused)} s altogether: run again when it has time.`)
      }
    },
    heard: async (anything) => {
      silences = anything ? 0 : silences + 1
      if (silences < courtesy.mostSilences) return
      close(`The issuer gave no usable answer to ${silences} requests in a row: nothing more was sent.`)
    },
    pace: async (key, seconds) => {
      const before = answered.get(key)
      if (before === undefined) return
      const left = before + seconds * 1000 - clock()
      if (left > 0) await wait(left / 1000)
    },
    polled: async (key) => {
      answered.set(key, clock())
    },
  }
}
