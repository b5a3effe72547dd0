import type { ArmedFault, RunningProvider } from '#mocks/op/index.ts'
import { createTurns } from './turns.ts'

/** Where scenarios meet that are played at one service, and what is done there to the service and to its issuer as a whole. */
export interface ServiceHost {
  /** Resolves when this visit may begin, together with others or alone. */
  readonly enter: (visit: string, alone: boolean) => Promise<void>
  /** Whatever one who was alone left behind is put in order before others come. */
  readonly leave: (visit: string) => Promise<void>
  /** From now on everything that the issuer does bears this attack, for whoever asks. */
  readonly bend: (attack: string) => Promise<void>
  /** A new signing key; `forget`: the others are no longer published. */
  readonly rotateKeys: (forget: boolean) => Promise<void>
  /** The issuer is as it was: no attack, and the keys of the beginning. */
  readonly mend: () => Promise<void>
  /** The service was seen to work since its issuer is as it was. */
  readonly whole: () => Promise<void>
  /** A fresh process of the service; false where it is not ours to start, and why it did not come up. */
  readonly restart: () => Promise<boolean | string>
  /** Whether it helps to play again without others what they may have spoiled. */
  readonly hopeful: () => Promise<boolean>
  /** It was, and did, or did not. */
  readonly repeated: (helped: boolean) => Promise<void>
  /** Number of the last request that the issuer was sent. */
  readonly latest: () => Promise<number>
  /** The endpoints that were asked after that one, by whomever. */
  readonly asked: (after: number) => Promise<readonly string[]>
}

/** In a row: a service that works for nobody is not asked over and over. */
const MOST_IN_VAIN = 10

/** Rejects when it does not come up. */
export type Restart = () => Promise<void>

export const serviceHostOf = (provider: RunningProvider, restart?: Restart): ServiceHost => {
  const turns = createTurns()
  let bent: readonly ArmedFault[] = []
  let touched = false
  let inVain = 0

  const mend = async (): Promise<void> => {
    touched = true
    for (const fault of bent) fault.lift()
    bent = []
    provider.restoreKeys()
  }

  const again: ServiceHost['restart'] = async () => {
    if (!restart) return false
    touched = true
    try {
      await restart()
      return true
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  return {
    enter: turns.enter,
    leave: async (visit) => {
      if (touched) {
        await mend()
        await again()
        touched = false
      }
      turns.leave(visit)
    },
    bend: async (attack) => {
      touched = true
      bent = [...bent, provider.fault(attack)]
    },
    rotateKeys: async (forget) => {
      touched = true
      await provider.rotateKeys({ forget })
    },
    mend,
    whole: async () => {
      touched = false
    },
    restart: again,
    hopeful: async () => inVain < MOST_IN_VAIN,
    repeated: async (helped) => {
      inVain = helped ? 0 : inVain + 1
      touched = !helped
    },
    latest: async () => provider.requests.all().at(-1)?.number ?? 0,
    asked: async (after) =>
      provider.requests
        .all()
        .filter(({ number }) => number > after)
        .map(({ endpoint }) => endpoint),
  }
}
