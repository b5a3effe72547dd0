import { z } from 'zod'
import type { Check, RunResult, ScenarioResult } from './model.ts'
import { worst } from './model.ts'

export const BASELINE_FORMAT = 'aai-conformance-baseline/1'

/** What stands in a new entry until somebody has written why. */
export const UNEXPLAINED = 'to be explained'

const entry = z.strictObject({
  scenario: z.string().min(1).describe('The id of a scenario.'),
  target: z.string().optional().describe('The id of a target; every target unless said.'),
  cites: z.string().optional().describe('The requirement that is not met; all that the scenario judges unless said.'),
  verdict: z.enum(['fail', 'warn']).default('fail').describe('What it is known to be; nothing worse is covered.'),
  reason: z.string().trim().min(1, 'say why this is so').describe('Why this is so, and why it may stay so for now.'),
  issue: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where somebody works on it.'),
  until: z.iso.date().optional().describe('The last day on which this counts: 2027-01-31.'),
})

/** Deviations that are known and explained. */
export const baselineFile = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(BASELINE_FORMAT),
  known: z.array(entry),
})

export type Baseline = z.infer<typeof baselineFile>
export type KnownDeviation = Baseline['known'][number]

const nameOf = ({ scenario, target, cites }: KnownDeviation): string =>
  [scenario, ...(target ? [`at ${target}`] : []), ...(cites ? [`(${cites})`] : [])].join(' ')

const isAbout = (known: KnownDeviation, { id, target }: ScenarioResult): boolean =>
  known.scenario === id && (known.target ?? target) === target

const isBroken = ({ verdict }: Check): boolean => verdict === 'fail' || verdict === 'warn'

const covers = (known: KnownDeviation, { cites, verdict }: Check): boolean =>
  (known.cites ?? cites) === cites && (verdict === 'warn' || (verdict === 'fail' && known.verdict === 'fail'))

const isOver = ({ until }: KnownDeviation, today: string): boolean => until !== undefined && until < today

const said = ({ reason, issue }: KnownDeviation): string => (issue === undefined ? reason : `${reason} (${issue})`)

/** A deviation that is known is news to nobody: a warning, with its reason. */
const known = (scenario: ScenarioResult, entries: readonly KnownDeviation[]): ScenarioResult => {
  const checks = scenario.checks.map((check): Check => {
    const found = isBroken(check) && entries.find((each) => covers(each, check))
    return found ? { ...check, verdict: 'warn', known: check.known ?? said(found) } : check
  })
  const unchanged = checks.every((check, index) => check === scenario.checks[index])
  return unchanged ? scenario : { ...scenario, checks, verdict: worst(checks.map(({ verdict }) => verdict)) }
}

const wasJudged = ({ verdict }: ScenarioResult): boolean => !['skip', 'not-applicable', 'error'].includes(verdict)

/** What is wrong with an entry, in a sentence; nothing where this run says nothing of it. */
const problemOf = (each: KnownDeviation, { run, scenarios }: RunResult): string | undefined => {
  const [today = ''] = run.startedAt.split('T')
  if (isOver(each, today))
    return `${nameOf(each)} was known until ${each.until}: mend it, or say until when it may stay.`
  const played = scenarios.filter((scenario) => isAbout(each, scenario))
  if (played.length === 0) {
    const isWhole = run.selection === 'everything' && run.complete
    return isWhole ? `${nameOf(each)} was not played: correct the names, or remove the entry.` : undefined
  }
  const judged = played.filter(wasJudged)
  const isThere = judged.some(({ checks }) => checks.some((check) => isBroken(check) && covers(each, check)))
  const isWorse = judged.some(({ checks }) =>
    checks.some(({ verdict, cites }) => verdict === 'fail' && (each.cites ?? cites) === cites),
  )
  if (judged.length < played.length || isThere || isWorse) return undefined
  return `${nameOf(each)} is as it should be: remove the entry.`
}

/**
 * The result with what is known of it: deviations become warnings with their reason, and an entry that has run out, that
 * nothing matches or that is needed no more is a problem of the run.
 */
export const withBaseline = (result: RunResult, { known: all }: Baseline, file: string): RunResult => {
  const [today = ''] = result.run.startedAt.split('T')
  const valid = all.filter((each) => !isOver(each, today))
  const problems = all.flatMap((each) => problemOf(each, result) ?? [])
  const scenarios = result.scenarios.map((scenario) =>
    known(
      scenario,
      valid.filter((each) => isAbout(each, scenario)),
    ),
  )
  return { ...result, run: { ...result.run, baseline: { file, known: all.length, problems } }, scenarios }
}

/** Nothing in this result says that the entry is to go: what it is about is still so, or was not judged. */
const isStillNeeded = (each: KnownDeviation, result: RunResult): boolean => {
  const { until: _, ...untimed } = each
  return problemOf(untimed, result) === undefined
}

/**
 * A baseline of everything that fails now. Entries that hold, those that have run out among them, and those of which this
 * result says nothing stay as they were written, in their order; new ones have the reason given.
 */
export const updatedBaseline = (result: RunResult, before: Baseline | undefined, reason: string): Baseline => {
  const kept = (before?.known ?? []).filter((each) => isStillNeeded(each, result))
  const fresh = result.scenarios.flatMap((scenario): readonly KnownDeviation[] =>
    scenario.checks
      .filter(
        (check) => check.verdict === 'fail' && !kept.some((each) => isAbout(each, scenario) && covers(each, check)),
      )
      .map(({ cites }) => ({ scenario: scenario.id, target: scenario.target, cites, verdict: 'fail', reason })),
  )
  const once = new Map(fresh.map((each) => [nameOf(each), each]))
  return { format: BASELINE_FORMAT, known: [...kept, ...once.values()] }
}
