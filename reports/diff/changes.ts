import { type RunResult, type ScenarioResult, verdicts } from '../model.ts'
import type { Change, ChangeKind, Side, SideBySide } from './model.ts'

type Neutral = (text: string) => string

const sideOf = ({ verdict, reason, checks }: ScenarioResult, neutral: Neutral): Side => {
  const found = checks.filter((check) => check.verdict !== 'pass')
  const told = found.map(({ cites, message }) => `${cites}: ${message}`)
  // The reason of a scenario that was held back is repeated in its checks.
  const repeated = found.some(({ message }) => message === reason)
  return { verdict, reasons: [...(reason === undefined || repeated ? [] : [reason]), ...told].map(neutral) }
}

const failed = ({ verdict }: Side): boolean => verdict === 'fail' || verdict === 'error'

const none = ({ verdict }: Side): boolean => verdict === 'not-applicable'

/** Of two environments, where one may offer what the other does not. */
const kindAmong = (before: Side, after: Side): ChangeKind | undefined => {
  if (before.verdict === after.verdict || none(before) === none(after) || failed(after)) return kindOf(before, after)
  return none(after) ? 'removed' : 'added'
}

const kindOf = (before: Side, after: Side): ChangeKind | undefined => {
  if (before.verdict !== after.verdict) {
    if (failed(after) && !failed(before)) return 'failing'
    return after.verdict === 'pass' ? 'passing' : 'other'
  }
  return before.reasons.join('\n') === after.reasons.join('\n') ? undefined : 'reason'
}

const badness = ({ verdict }: Side): number => verdicts.indexOf(verdict)

const changed = (
  { id, title }: ScenarioResult,
  [before, after]: readonly [Side, Side],
  areEnvironments: boolean,
): Change | undefined => {
  const kind = areEnvironments ? kindAmong(before, after) : kindOf(before, after)
  const worse = badness(after) > badness(before) && !(areEnvironments && none(after))
  return kind && { kind, scenario: id, title, before, after, worse }
}

export interface Played {
  readonly result: RunResult
  readonly target: string
  readonly neutral: Neutral
}

const playedAt = ({ result, target }: Played): ReadonlyMap<string, ScenarioResult> =>
  new Map(result.scenarios.filter((each) => each.target === target).map((each) => [each.id, each]))

const idsOf = (...all: readonly ReadonlyMap<string, ScenarioResult>[]): readonly string[] =>
  [...new Set(all.flatMap((each) => [...each.keys()]))].toSorted()

/** Every scenario with both verdicts, by its id. */
export const verdictsOf = (before: Played, after: Played): readonly SideBySide[] => {
  const [one, other] = [playedAt(before), playedAt(after)]
  return idsOf(one, other).map((scenario) => {
    const [was, is] = [one.get(scenario), other.get(scenario)]
    const { title = scenario } = is ?? was ?? {}
    return { scenario, title, ...(was ? { before: was.verdict } : {}), ...(is ? { after: is.verdict } : {}) }
  })
}

/** What became of each scenario, by its id. `same` are those of which there is nothing to say. */
export const changesBetween = (
  before: Played,
  after: Played,
): { readonly changes: readonly Change[]; readonly same: number } => {
  const [old, now] = [playedAt(before), playedAt(after)]
  const ids = idsOf(old, now)
  const changes = ids.flatMap((id): readonly Change[] => {
    const [was, is] = [old.get(id), now.get(id)]
    if (was && is) {
      const sides = [sideOf(was, before.neutral), sideOf(is, after.neutral)] as const
      return [changed(is, sides, before.result === after.result) ?? []].flat()
    }
    const { title = id } = is ?? was ?? {}
    if (is) {
      const side = sideOf(is, after.neutral)
      return [{ kind: 'added', scenario: id, title, after: side, worse: failed(side) }]
    }
    return was ? [{ kind: 'removed', scenario: id, title, before: sideOf(was, before.neutral), worse: true }] : []
  })
  return { changes, same: ids.length - changes.length }
}
