import { inject, test } from 'vitest'
import type { ScenarioRecord } from '#reports/model.ts'
import { installMatchers } from './checks.ts'
import type { AnyScenario, Scenario } from './definition.ts'
import { judgeAll } from './judge.ts'
import { playsOf, type ScenarioFacts, targetsFor } from './plan.ts'
import { play } from './play.ts'
import { spsOf } from './preconditions-saml.ts'
import { sourceOf } from './source.ts'
import type { TargetSeed } from './target.ts'
import { worldOf } from './worker.ts'

export type { Judge, Judging, Scenario, Verify } from './definition.ts'
export { citing } from './definition.ts'

/** What a plain Vitest reporter shows; ours reads the record. */
class Unmet extends Error {
  override readonly name = 'Unmet'
}

const factsOf = (scenario: AnyScenario, source: string): ScenarioFacts => {
  const { id, title, given = {}, verify } = scenario
  const at = source.lastIndexOf(':')
  return {
    id,
    title,
    file: source.slice(0, at),
    line: Number(source.slice(at + 1)),
    cites: Object.keys(verify),
    needs: given.needs ?? [],
    driver: given.driver ?? 'http',
    client: given.client ?? 'web',
    intrusive: given.intrusive ?? false,
    plays: given.saml ? 'idp' : playsOf(given),
    ...(given.saml ? { sps: spsOf(given.saml) } : {}),
    ...(given.api?.protection ? { protections: given.api.protection } : {}),
    compares: given.pair !== undefined,
  }
}

const summaryOf = ({ result }: ScenarioRecord): string =>
  [
    ...(result.reason ? [result.reason] : []),
    ...result.checks
      .filter((check) => check.verdict === 'fail' || check.verdict === 'error')
      .map((check) => `${check.cites}: ${check.message}`),
  ].join('\n')

const register = (scenario: AnyScenario, source: string, facts: ScenarioFacts, target: TargetSeed): void => {
  const plan = inject('aai')
  // No time limit of Vitest's: the kit has its own, and ends with a verdict.
  const options = { meta: { scenario: facts, target: target.id }, timeout: 0 }
  test(`${facts.title} [${target.id}]`, options, async ({ task, expect, skip }) => {
    const placed = { scenario, source, tags: task.tags ?? [] }
    const record = await play(placed, worldOf(plan, target, scenario.given), (evidence) =>
      judgeAll({ ...evidence, expect }),
    )
    task.meta.record = record
    const { verdict, reason } = record.result
    if (verdict === 'skip' || verdict === 'not-applicable') skip(reason)
    if (verdict === 'fail' || verdict === 'error') throw new Unmet(summaryOf(record))
  })
}

/**
 * One flow and what must follow from it, played at every target of the run.
 * See docs/writing-a-scenario.md.
 */
export const scenario = <T extends object>(definition: Scenario<T>): void => {
  installMatchers()
  // What one scenario finds goes to its own judgements only, so the type of its evidence can be forgotten here.
  const known = definition as unknown as AnyScenario
  const source = sourceOf(new Error('where the scenario stands')) ?? 'suites:0'
  const facts = factsOf(known, source)
  const targets = targetsFor(facts, inject('aai'))
  for (const target of targets) register(known, source, facts, target)
  // A file without tests would be an error of its own.
  if (targets.length === 0) test.skip(facts.title, { meta: { scenario: facts } }, () => {})
}
