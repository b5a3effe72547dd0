import type { Exchange } from '#reports/model.ts'

/** A login with nothing bent, on which all attempts rely that were made beside it. */
export interface Control {
  /** Why it proves nothing, once it has a name; absent where it was good. */
  readonly failure?: (what: string) => string
  readonly exchanges: Readonly<Record<string, Exchange>>
}

/** Plays one, under a name of its own; of two that follow each other each has another user. */
export type PlayControl = (name: string, turn: number) => Promise<Control>

export interface Controls {
  /** The last one, if it was good; a new one otherwise. */
  readonly before: (play: PlayControl) => Promise<Control>
  /** One that begins from now on, and shows nothing of what is done meanwhile. */
  readonly next: (play: PlayControl) => Promise<Control>
  /** What is done between them: none begins meanwhile, so that whoever acts at the same time shares the next one. */
  readonly acting: <T>(act: () => Promise<T>) => Promise<T>
  /** All that came after that one, up to one that begins from now on. */
  readonly after: (before: Control, play: PlayControl) => Promise<readonly Control[]>
}

/** Resolves whoever waits as soon as nobody acts. */
const createRest = () => {
  let acting = 0
  let waiting: readonly (() => void)[] = []
  return {
    during: async <T>(act: () => Promise<T>): Promise<T> => {
      acting += 1
      try {
        return await act()
      } finally {
        acting -= 1
        const awake = acting === 0 ? waiting : []
        if (acting === 0) waiting = []
        for (const wake of awake) wake()
      }
    },
    reached: async (): Promise<void> => {
      if (acting > 0) await new Promise<void>((resolve) => (waiting = [...waiting, resolve]))
    },
  }
}

/** The good logins at one target, one after the other; `thread` tells them from those of others. */
export const createControls = (thread = ''): Controls => {
  const past: Control[] = []
  const rest = createRest()
  let running: Promise<unknown> = Promise.resolve()
  let queued: Promise<Control> | undefined
  let turns = 0

  const played = async (play: PlayControl): Promise<Control> => {
    turns += 1
    const control = await play(`control-${thread}${turns}`, turns)
    past.push(control)
    return control
  }

  const next = (play: PlayControl): Promise<Control> => {
    queued ??= running.then(rest.reached).then(() => {
      queued = undefined
      const made = played(play)
      running = made.catch(() => {})
      return made
    })
    return queued
  }

  return {
    before: async (play) => {
      const last = past.at(-1)
      return last && last.failure === undefined ? last : next(play)
    },
    next,
    acting: rest.during,
    after: async (before, play) => {
      const last = await next(play)
      return past.slice(past.indexOf(before) + 1, past.indexOf(last) + 1)
    },
  }
}
