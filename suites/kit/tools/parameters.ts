import type { Pairs } from '../drivers/agent.ts'

export type Changes = Readonly<Record<string, string | readonly string[] | undefined>>

/** Parameters with some changed: `undefined` removes one, an array sends it several times. */
export const changed = (base: Readonly<Record<string, string | undefined>>, changes: Changes = {}): Pairs =>
  Object.entries({ ...base, ...changes }).flatMap(([name, value]) => {
    if (value === undefined) return []
    return typeof value === 'string' ? [[name, value] as const] : value.map((each) => [name, each] as const)
  })

/** Of a repeated parameter the first value. */
export const asRecord = (pairs: Pairs): Record<string, string> => Object.fromEntries(pairs.toReversed())

export const asQuery = (pairs: Pairs): string =>
  new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString()
