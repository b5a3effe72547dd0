/** The time of a scenario is up. */
export class NotDone extends Error {
  override readonly name = 'NotDone'
}

export interface Deadline {
  /** Rejects when the time is up. */
  readonly passed: Promise<never>
  /** Lets no time pass until this is done: waiting is no work. */
  readonly aside: <T>(waiting: () => Promise<T>) => Promise<T>
  readonly stop: () => void
  /** It was stopped, or has passed: nothing more is to be done. */
  readonly isOver: () => boolean
}

export const deadline = (milliseconds: number): Deadline => {
  const { promise, reject } = Promise.withResolvers<never>()
  let left = milliseconds
  let since = 0
  let held = 0
  let over = false
  let timer: NodeJS.Timeout | undefined
  const run = (): void => {
    since = performance.now()
    timer = setTimeout(() => reject(new NotDone(`not done after ${milliseconds / 1000} s`)), Math.max(0, left))
  }
  const hold = (): void => {
    held += 1
    if (held > 1) return
    clearTimeout(timer)
    left -= performance.now() - since
  }
  const release = (): void => {
    held -= 1
    if (held === 0) run()
  }
  run()
  return {
    passed: promise,
    aside: async (waiting) => {
      hold()
      try {
        return await waiting()
      } finally {
        release()
      }
    },
    stop: () => {
      // Whoever still waits must not wind it up again.
      held = Number.POSITIVE_INFINITY
      over = true
      clearTimeout(timer)
    },
    isOver: () => over,
  }
}
