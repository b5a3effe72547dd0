import type { Verdict } from '../model.ts'

/** What became of a scenario. `other`: another verdict that is neither a pass nor a failure, before and after. */
export type ChangeKind = 'failing' | 'passing' | 'other' | 'reason' | 'added' | 'removed'

export interface Side {
  readonly verdict: Verdict
  /** Why, and what was found; a sentence each. */
  readonly reasons: readonly string[]
}

export interface Change {
  readonly kind: ChangeKind
  readonly scenario: string
  readonly title: string
  readonly before?: Side
  readonly after?: Side
  /** The verdict is further from a pass than it was, or is gone. */
  readonly worse: boolean
}

export const factGroups = ['discovery', 'keys', 'tokens', 'claims', 'errors', 'measured'] as const
export type FactGroup = (typeof factGroups)[number]

/** Something seen of a target that is not what it was. */
export interface Drift {
  readonly group: FactGroup
  readonly name: string
  /** Absent: not seen then. */
  readonly before?: string
  readonly after?: string
}

export interface SideBySide {
  readonly scenario: string
  readonly title: string
  readonly before?: Verdict
  readonly after?: Verdict
}

/** Two targets, or one at two times. */
export interface Pairing {
  readonly before: string
  readonly after: string
  /** For readers. */
  readonly title: string
  readonly changes: readonly Change[]
  readonly drifts: readonly Drift[]
  /** Scenarios that are as they were. */
  readonly same: number
  /** Of two environments: every scenario, with what came of it in each. */
  readonly sideBySide?: readonly SideBySide[]
  /** What differs because it has to: host names, keys of another issuer. A sentence each. */
  readonly necessary: readonly string[]
}

export const DIFF_FORMAT = 'aai-conformance-diff/1'

export interface DiffResult {
  readonly format: typeof DIFF_FORMAT
  /** Two runs, one after the other; or two environments in one run, of which the first is what the other is held against. */
  readonly of: 'runs' | 'environments'
  readonly before: DiffedRun
  readonly after: DiffedRun
  readonly pairings: readonly Pairing[]
  /** Targets of one run that the other has not. */
  readonly unpaired: { readonly before: readonly string[]; readonly after: readonly string[] }
}

export interface DiffedRun {
  /** The file, or the targets of the run. */
  readonly name: string
  readonly id: string
  readonly startedAt: string
  readonly selection: string
  readonly harness: string
  readonly complete: boolean
}

export const isWorse = (result: DiffResult): boolean =>
  result.unpaired.before.length > 0 || result.pairings.some(({ changes }) => changes.some(({ worse }) => worse))

export const isDifferent = (result: DiffResult): boolean =>
  result.unpaired.before.length + result.unpaired.after.length > 0 ||
  result.pairings.some(({ changes, drifts }) => changes.length + drifts.length > 0)
