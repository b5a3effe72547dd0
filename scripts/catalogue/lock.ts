/** One scenario id per line, sorted: a rename shows as one line less and one more. */
export const lockOf = (ids: readonly string[]): string =>
  ids
    .toSorted()
    .map((id) => `${id}\n`)
    .join('')

export interface LockDifference {
  /** In the suites and not in the lock. */
  readonly unlocked: readonly string[]
  /** In the lock and not in the suites. */
  readonly gone: readonly string[]
}

export const compareLock = (lock: string, ids: readonly string[]): LockDifference => {
  const locked = lock.split('\n').filter(Boolean)
  return {
    unlocked: ids.filter((id) => !locked.includes(id)).toSorted(),
    gone: locked.filter((id) => !ids.includes(id)).toSorted(),
  }
}
