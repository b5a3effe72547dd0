import type { RunResult } from '../model.ts'
import { partyName } from './parties.ts'

/** The error that came, in short: what it says, where to look when a service meets it, and the first thing to do. */
export const meaning = (result: RunResult, explained: readonly string[] | undefined): string | undefined => {
  const [first] = explained ?? []
  const known = first === undefined ? undefined : result.explanations[first]
  if (known === undefined) return undefined
  return `${known.title}. Whoever meets it looks at ${partyName(known.party)} first: ${known.remedy[0] ?? ''}`.trim()
}
