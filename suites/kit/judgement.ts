import { AsyncLocalStorage } from 'node:async_hooks'
import type { Answer } from '#fixtures/schema/dialect.ts'
import type { EndpointName } from './ledger.ts'
import { KitError } from './signals.ts'
import type { TargetSeed } from './target.ts'

/** What one check leaves behind besides passing or throwing. */
export interface Judgement {
  readonly target: TargetSeed
  /** Phrases about what was found, for the message of a check that passes. */
  readonly found: string[]
  /** Right status and code, other words than the dialect's. */
  readonly drifts: { readonly expected: string; readonly actual: string }[]
  /** Endpoints whose refusal this check accepts as proof: each has to have worked in the same scenario. */
  readonly refusals: Set<EndpointName>
  /** Why what is broken here is no more than a remark. */
  lenient?: string
  /** What was judged, where it was no exchange. */
  sent?: string
  /** Exchange of the answer that was judged last. */
  exchange?: string
}

const storage = new AsyncLocalStorage<Judgement>()

export const newJudgement = (target: TargetSeed): Judgement => ({
  target,
  found: [],
  drifts: [],
  refusals: new Set(),
})

export const judging = <T>(judgement: Judgement, check: () => T): T => storage.run(judgement, check)

/** The check that is being made, for matchers, which are told nothing else. */
export const currentJudgement = (): Judgement => {
  const judgement = storage.getStore()
  if (!judgement) throw new KitError('This matcher works in the `verify` of a scenario only: it needs a dialect.')
  return judgement
}

export const conditionOf = ({ target }: Judgement, condition: string): Answer => {
  const answer = target.conditions[condition]
  if (!answer) {
    throw new KitError(`The dialect ${target.dialect} does not say how ${condition} is answered: add it there.`)
  }
  return answer
}
