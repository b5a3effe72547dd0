import { requirements } from '#fixtures/requirements/index.ts'
import type { Check, Level, Verdict } from '#reports/model.ts'
import type { AnyScenario } from './definition.ts'

export const levelOf = (id: string): Level | undefined =>
  (requirements as Readonly<Record<string, { readonly level: Level }>>)[id]?.level

/** Of a requirement that hangs on an answer which nobody can use; a MAY is no judgement of it. */
export const verdictUnused = (level: Level | undefined): Verdict =>
  level === 'MUST' ? 'fail' : level === 'SHOULD' ? 'warn' : 'skip'

/** One check for each requirement of a scenario that ended before its judgements: no row reads as if nobody cited it. */
export const unjudged = (
  { verify }: Pick<AnyScenario, 'verify'>,
  source: string,
  message: string,
  verdictOf: (level: Level | undefined) => Verdict,
): readonly Check[] =>
  Object.keys(verify).map((cites) => ({ cites, verdict: verdictOf(levelOf(cites)), message, source }))
