interface Waiting {
  readonly visit: string
  readonly alone: boolean
  readonly go: () => void
}

/** Who is at a service at the same time: many together, or one alone, in the order in which they came. */
export interface Turns {
  /** Resolves when this visit may begin. */
  readonly enter: (visit: string, alone: boolean) => Promise<void>
  /** It has ended, or will never begin. */
  readonly leave: (visit: string) => void
}

export const createTurns = (): Turns => {
  const inside = new Map<string, boolean>()
  let waiting: readonly Waiting[] = []

  const fits = ({ alone }: Waiting): boolean => (alone ? inside.size === 0 : ![...inside.values()].includes(true))

  const admit = (): void => {
    const [first, ...rest] = waiting
    if (!first || !fits(first)) return
    waiting = rest
    inside.set(first.visit, first.alone)
    first.go()
    admit()
  }

  return {
    enter: (visit, alone) =>
      new Promise((resolve) => {
        waiting = [...waiting, { visit, alone, go: resolve }]
        admit()
      }),
    leave: (visit) => {
      inside.delete(visit)
      waiting = waiting.filter((each) => each.visit !== visit)
      admit()
    },
  }
}
