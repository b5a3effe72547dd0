import type { ExpectStatic } from 'vitest'
import type { Redactor } from '#mocks/wire/redaction.ts'
import type { Check, Exchange, Level, Verdict } from '#reports/model.ts'
import type { Tools } from './contract.ts'
import type { AnyScenario, Judge } from './definition.ts'
import { UnusableAnswer } from './drivers/transport-error.ts'
import { type Judgement, judging, newJudgement } from './judgement.ts'
import type { Ledger } from './ledger.ts'
import { HeldBack } from './signals.ts'
import { sourceOf } from './source.ts'
import type { TargetSeed } from './target.ts'
import { levelOf, verdictUnused } from './unjudged.ts'

export interface Evidence {
  readonly scenario: AnyScenario
  /** Where the scenario stands: `suites/oidc/op/pkce.suite.ts:12`. */
  readonly source: string
  readonly target: TargetSeed
  readonly found: object
  readonly tools: Tools
  readonly expect: ExpectStatic
  readonly ledger: Ledger
  readonly redactor: Redactor
  readonly exchanges: () => Readonly<Record<string, Exchange>>
}

interface Assertion extends Error {
  readonly expected?: unknown
  readonly actual?: unknown
}

/** What Vitest's `expect` throws, as opposed to a mistake in a judgement. */
const isAssertion = (error: unknown): error is Assertion =>
  error instanceof Error && (error.name === 'AssertionError' || '__vitest_error_context__' in error)

const LONGEST = 600

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/** `/^Bearer/`, `StringMatching</./>`: what JSON would show as an empty object. */
const pattern = (value: unknown): string | undefined => {
  if (value instanceof RegExp) return String(value)
  const isMatcher = typeof value === 'object' && value !== null && 'asymmetricMatch' in value
  return isMatcher ? String(value) : undefined
}

const shown = ({ redactor }: Evidence, value: unknown): string | undefined => {
  if (value === undefined) return undefined
  return shortened(pattern(value) ?? (typeof value === 'string' ? redactor.text(value) : redactor.json(value)))
}

const sentIn = ({ exchanges }: Evidence, key: string | undefined): string | undefined => {
  const request = key === undefined ? undefined : exchanges()[key]?.request
  return request && shortened([request.start, request.body].filter(Boolean).join('\n'))
}

const verdictOfBroken = (level: Level): Verdict => (level === 'MUST' ? 'fail' : level === 'SHOULD' ? 'warn' : 'pass')

const sentence = (text: string): string => text.replace(/ \/\/ Object\.is equality$/, '').trim()

type Outcome = Pick<Check, 'verdict' | 'message' | 'expected' | 'actual' | 'known'> & { readonly error?: unknown }

/** What was seen, after what is known of the software in this scenario. */
const withQuirk = ({ target, scenario }: Evidence, found: string): string => {
  const quirk = target.quirks[scenario.id]
  return quirk ? `Known of ${target.software ?? target.dialect}: ${quirk} Seen: ${found}` : found
}

const knownIn = ({ target, scenario }: Evidence): Pick<Check, 'known'> => {
  const known = target.quirks[scenario.id]
  return known ? { known } : {}
}

const broken = (evidence: Evidence, level: Level, error: Assertion, { lenient }: Judgement): Outcome => {
  const found = shortened(evidence.redactor.text(sentence(error.message)))
  const quirk = evidence.target.quirks[evidence.scenario.id]
  const message = [lenient ?? [], withQuirk(evidence, found)].flat().join(' Seen: ')
  return {
    verdict: (quirk ?? lenient) && level === 'MUST' ? 'warn' : verdictOfBroken(level),
    message: level === 'MAY' ? `Not taken up, as a MAY allows: ${message}` : message,
    ...knownIn(evidence),
    expected: shown(evidence, error.expected),
    actual: shown(evidence, error.actual),
    error,
  }
}

/** Handed something of a kind that it cannot look at, a matcher throws a TypeError; yet it is what the target sent. */
const MISFITS = [
  /^\.\w+\(\) expects to receive (?<wanted>.+), but got (?<got>.+)$/s,
  /^actual value must be (?<wanted>.+), received "?(?<got>.+?)"?$/s,
]

const misfit = (error: unknown): Assertion | undefined => {
  if (!(error instanceof TypeError)) return undefined
  const { wanted, got } = MISFITS.map((each) => each.exec(error.message)).find(Boolean)?.groups ?? {}
  return wanted && got ? Object.assign(error, { message: `expected ${wanted}; got ${got}` }) : undefined
}

const thrown = (evidence: Evidence, level: Level, error: unknown, judgement: Judgement): Outcome => {
  if (error instanceof HeldBack) return { verdict: error.verdict, message: evidence.redactor.text(error.message) }
  if (error instanceof UnusableAnswer)
    return { verdict: verdictUnused(level), message: evidence.redactor.text(error.message) }
  const assertion = isAssertion(error) ? error : misfit(error)
  if (assertion) return broken(evidence, level, assertion, judgement)
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { verdict: 'error', message: `verify: ${shortened(evidence.redactor.text(what))}`, error }
}

const drifted = (evidence: Evidence, level: Level, { drifts }: Judgement): Outcome => {
  const { redactor, target } = evidence
  const [expected, actual] = [drifts.map((each) => each.expected), drifts.map((each) => redactor.text(each.actual))]
  const found = `Other words than the dialect ${target.dialect} has: expected ${expected.join(', ')}; got ${actual.join(', ')}`
  return {
    verdict: level === 'MAY' ? 'pass' : 'warn',
    message: withQuirk(evidence, found),
    ...knownIn(evidence),
    expected: expected.join('\n'),
    actual: actual.join('\n'),
  }
}

const held = ({ redactor }: Evidence, judgement: Judgement): Outcome => {
  const found = [...new Set(judgement.found)].map(redactor.text).join('; ')
  return { verdict: 'pass', message: found === '' ? 'As required.' : shortened(`Got ${found}.`) }
}

/** A refusal counts only where the same endpoint was seen to work. */
const unproven = ({ ledger }: Evidence, { refusals }: Judgement): Outcome | undefined => {
  const never = [...refusals].filter((endpoint) => !ledger.works(endpoint))
  if (never.length === 0) return undefined
  const message = `Refused, but nothing here shows that the ${never.join(' and ')} endpoint accepts anything.`
  return { verdict: 'skip', message }
}

const outcomeOf = async (
  evidence: Evidence,
  level: Level,
  judge: Judge<object>,
  judgement: Judgement,
): Promise<Outcome> => {
  const { found, tools, expect } = evidence
  try {
    await judging(judgement, () => judge({ ...tools, expect, ...found }))
  } catch (error) {
    return thrown(evidence, level, error, judgement)
  }
  if (judgement.drifts.length > 0) return drifted(evidence, level, judgement)
  return unproven(evidence, judgement) ?? held(evidence, judgement)
}

const checkOf = async (evidence: Evidence, cites: string, judge: Judge<object>): Promise<Check> => {
  const level = levelOf(cites)
  if (!level) {
    return {
      cites,
      verdict: 'error',
      message: `verify: no document holds the requirement ${cites}.`,
      source: evidence.source,
    }
  }
  const judgement = newJudgement(evidence.target)
  const { error, ...outcome } = await outcomeOf(evidence, level, judge, judgement)
  const { exchange } = judgement
  const sent = sentIn(evidence, exchange) ?? shown(evidence, judgement.sent)
  const told = { sent, source: sourceOf(error) ?? evidence.source }
  return { cites, ...outcome, ...told, ...(exchange === undefined ? {} : { exchange }) }
}

/** All checks, one after the other in the order written; none keeps another from being made. */
export const judgeAll = async (evidence: Evidence): Promise<readonly Check[]> => {
  const checks: Check[] = []
  for (const [cites, judge] of Object.entries(evidence.scenario.verify)) {
    checks.push(await checkOf(evidence, cites, judge))
  }
  return checks
}
