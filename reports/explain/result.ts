import type { Check, Explanation, RunResult, ScenarioResult } from '../model.ts'
import { explainExchange } from './exchange.ts'
import type { Hit } from './index.ts'
import { linkOf } from './json.ts'

/** The second and third guess are for a person who asks; beside a check they would bury the first. */
const MOST = 1

const asTold = ({ explanation }: Hit): Explanation => {
  const { title, party, happened, why, remedy, requirements } = explanation
  const see = linkOf(explanation)
  return { title, party, happened, why, remedy, requirements, ...(see === undefined ? {} : { see }) }
}

type Explained = Pick<Check, 'explained'>

/** Explains by exchange, each once, and remembers what was told. */
const newExplainer = (exchanges: RunResult['exchanges']) => {
  const told: Record<string, Explanation> = {}
  const known = new Map<string, readonly string[]>()
  const of = (key: string): readonly string[] => {
    const exchange = exchanges[key]
    const hits = exchange ? explainExchange(exchange).slice(0, MOST) : []
    for (const hit of hits) told[hit.explanation.id] ??= asTold(hit)
    return hits.map(({ explanation }) => explanation.id)
  }
  const explained = (key: string | undefined): Explained => {
    if (key === undefined) return {}
    const ids = known.get(key) ?? of(key)
    known.set(key, ids)
    return ids.length === 0 ? {} : { explained: ids }
  }
  return { explained, told }
}

type Explainer = ReturnType<typeof newExplainer>['explained']

/** Of a check the exchange that it judged; where it judged none, the last one of the scenario. */
const withChecks = (scenario: ScenarioResult, explained: Explainer): ScenarioResult => {
  const { checks, evidence, verdict } = scenario
  const last = evidence.at(-1)
  const isHeldBack = verdict === 'skip' || verdict === 'error'
  return {
    ...scenario,
    checks: checks.map((check) =>
      check.verdict === 'fail' || check.verdict === 'warn' ? { ...check, ...explained(check.exchange ?? last) } : check,
    ),
    ...(isHeldBack ? explained(last) : {}),
  }
}

/** The result with the errors explained on which something that was found rests. */
export const withExplanations = (result: Omit<RunResult, 'explanations'>): RunResult => {
  const { explained, told } = newExplainer(result.exchanges)
  const scenarios = result.scenarios.map((scenario) => withChecks(scenario, explained))
  return { ...result, scenarios, explanations: told }
}
