import type { TargetConfiguration } from '../config/resolve.ts'
import { isLoopback } from '../loopback.ts'
import { isSelected, type ScenarioFacts, type Selection, suits } from '../plan.ts'
import type { Choice } from '../targets/choose.ts'
import type { ConfiguredTarget } from '../targets/configured.ts'
import { relatives } from '../targets/relations.ts'
import { costOf, mayBePlayed, preflightCost } from './bound.ts'

/** What a run may send to one target of others. */
export interface Budget {
  readonly id: string
  readonly issuer: string
  /** That may be played there. */
  readonly scenarios: number
  /** Requests that these may take. */
  readonly needed: number
  /** Requests that may be sent: what the configuration says, or as many as are needed. */
  readonly limit: number
  readonly ownerAgreed: boolean
}

const isConfigured = (target: TargetConfiguration): target is ConfiguredTarget => target.kind === 'configured'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Issuers on this machine are asked without a limit, unless the configuration names one. */
export const isLimited = (target: TargetConfiguration): target is ConfiguredTarget =>
  isConfigured(target) && (target.budget !== undefined || !isLoopback(target.issuer))

/** An upper bound for each target of others, known before the first request. */
export const budgetsFor = (
  { wanted, pairs }: Choice,
  scenarios: readonly ScenarioFacts[],
  selection: Selection,
): readonly Budget[] => {
  const selected = scenarios.filter((each) => isSelected(each, selection))
  return [...wanted, ...pairs].filter(isLimited).map((target) => {
    const played = wanted.includes(target)
      ? selected.filter((each) => suits(each, target) && mayBePlayed(each, target))
      : []
    // Some scenarios of another target come here as well, to compare.
    const visitors = wanted.filter((other) => other !== target && relatives(other).includes(target.id))
    const visits = visitors.flatMap(() => selected.filter(({ compares }) => compares))
    const needed = preflightCost(target) + sum([...played, ...visits].map((each) => costOf(each, target)))
    const { id, issuer, ownerAgreed, budget = needed } = target
    return { id, issuer, ownerAgreed, scenarios: played.length, needed, limit: budget }
  })
}

/** The sentence that an owner may want to read before. */
export const announcementOf = ({ id, issuer, scenarios, needed, limit, ownerAgreed }: Budget): string => {
  const short = limit < needed ? `, of ${needed} that its scenarios may need: what comes last is skipped` : ''
  const acts = ownerAgreed
    ? 'Wrong passwords and the like are among them, as ownerAgreed says.'
    : 'No wrong passwords, no registrations, no floods: ownerAgreed is not set.'
  return `${id}: ${scenarios === 1 ? '1 scenario' : `${scenarios} scenarios`} at ${issuer} with at most ${limit} requests${short} (budget in the configuration changes that). ${acts}`
}
