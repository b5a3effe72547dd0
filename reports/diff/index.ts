import type { RunResult, Target } from '../model.ts'
import { changesBetween, type Played, verdictsOf } from './changes.ts'
import { driftsBetween } from './drifts.ts'
import { DIFF_FORMAT, type DiffedRun, type DiffResult, type Pairing } from './model.ts'
import { necessaryBetween } from './necessary.ts'
import { neutralOf } from './neutral.ts'
import { bodyReader, exchangesByTarget, observe, type ReadBody } from './observed.ts'

/** A run, by the name under which readers know it. */
export interface Named {
  readonly name: string
  readonly result: RunResult
}

type Sorted = Named & { readonly exchanges: ReturnType<typeof exchangesByTarget>; readonly read: ReadBody }

const sorted = (run: Named): Sorted => ({
  ...run,
  exchanges: exchangesByTarget(run.result),
  read: bodyReader(),
})

const runOf = ({ name, result }: Named): DiffedRun => {
  const { id, startedAt, selection, harness, complete } = result.run
  return { name, id, startedAt, selection, harness, complete }
}

const pairingOf = (before: Sorted, after: Sorted, [was, is]: readonly [Target, Target]): Pairing => {
  const [oldNames, newNames] = [neutralOf(was), neutralOf(is)]
  const seen = ({ exchanges, read }: Sorted, target: Target, neutral: typeof oldNames) =>
    observe(exchanges.get(target.id) ?? [], target, neutral, read)
  const [then, now] = [seen(before, was, oldNames), seen(after, is, newNames)]
  const played: readonly [Played, Played] = [
    { result: before.result, target: was.id, neutral: oldNames },
    { result: after.result, target: is.id, neutral: newNames },
  ]
  return {
    before: was.id,
    after: is.id,
    title: was.id === is.id ? is.title : `${was.title} and ${is.title}`,
    ...changesBetween(...played),
    ...(before.result === after.result ? { sideBySide: verdictsOf(...played) } : {}),
    ...necessaryBetween({ target: was, observed: then }, { target: is, observed: now }, driftsBetween(then, now)),
  }
}

const byId = ({ result }: Named): ReadonlyMap<string, Target> =>
  new Map(result.targets.map((target) => [target.id, target]))

/** Targets of one name, in the order of the later run; two runs of one target each are a pair whatever their names. */
const pairsOf = (before: Named, after: Named): readonly (readonly [Target, Target])[] => {
  const [[was, ...others], [is, ...more]] = [before.result.targets, after.result.targets]
  if (was && is && others.length + more.length === 0) return [[was, is]]
  const old = byId(before)
  return after.result.targets.flatMap((target) => {
    const other = old.get(target.id)
    return other ? [[other, target] as const] : []
  })
}

/** What became of one run in another: verdicts, reasons, and what was seen of the targets. */
export const diffRuns = (before: Named, after: Named): DiffResult => {
  const pairs = pairsOf(before, after)
  const [old, now] = [sorted(before), sorted(after)]
  const [was, is] = [pairs.map(([target]) => target.id), pairs.map(([, target]) => target.id)]
  const left = ({ result }: Named, paired: readonly string[]): readonly string[] =>
    result.targets.map(({ id }) => id).filter((id) => !paired.includes(id))
  return {
    format: DIFF_FORMAT,
    of: 'runs',
    before: runOf(before),
    after: runOf(after),
    pairings: pairs.map((pair) => pairingOf(old, now, pair)),
    unpaired: { before: left(before, was), after: left(after, is) },
  }
}

/** Two targets of one run, the first taken as what was. Undefined when the run lacks one. */
export const diffTargets = (run: Named, before: string, after: string): DiffResult | undefined => {
  const targets = byId(run)
  const [was, is] = [targets.get(before), targets.get(after)]
  if (!was || !is) return undefined
  const both = sorted(run)
  return {
    format: DIFF_FORMAT,
    of: 'environments',
    before: { ...runOf(run), name: was.id },
    after: { ...runOf(run), name: is.id },
    pairings: [pairingOf(both, both, [was, is])],
    unpaired: { before: [], after: [] },
  }
}

export * from './model.ts'
