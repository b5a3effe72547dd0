import { type Drift, factGroups } from './model.ts'
import { nameOf, type Observed } from './observed.ts'

const textOf = (observed: Observed, key: string): string | undefined => {
  const { values } = observed.get(key) ?? {}
  return values && [...values].toSorted().join('\n')
}

const driftAt = (key: string, before: Observed, after: Observed): Drift | undefined => {
  const [was, is] = [textOf(before, key), textOf(after, key)]
  const group = (before.get(key) ?? after.get(key))?.group
  if (was === is || group === undefined) return undefined
  const name = key.slice(key.indexOf('\n') + 1)
  return { group, name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }
}

export const KEY_NAMES = nameOf('keys', 'kid')

/** Everything that is not as it was, by group and name. */
export const driftsBetween = (before: Observed, after: Observed): readonly Drift[] => {
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const drifts = keys.flatMap((key) => driftAt(key, before, after) ?? [])
  return drifts.toSorted((a, b) => factGroups.indexOf(a.group) - factGroups.indexOf(b.group))
}

export const sameNames = (before: Observed, after: Observed, key: string): boolean =>
  textOf(before, key) === textOf(after, key)
