import { expect, test } from 'vitest'
import type { RunResult, Verdict } from './model.ts'
import { outcome } from './outcome.ts'
import { interruptedResult, sampleResult } from './testing/sample-result.ts'

const [one, two] = sampleResult.targets

/** A result in which the two targets have these verdicts. */
const result = (beta: readonly Verdict[], production?: readonly Verdict[]): RunResult => {
  const [sample] = sampleResult.scenarios
  if (!sample || !one || !two) throw new Error('The sample has lost its targets.')
  const here = (target: string, verdicts: readonly Verdict[]) =>
    verdicts.map((verdict, index) => ({ ...sample, id: `s.${index}`, target, verdict }))
  return {
    ...sampleResult,
    targets: production ? [one, two] : [one],
    scenarios: [...here('openaire-beta', beta), ...here('openaire-production', production ?? [])],
  }
}

test.for<[string, RunResult, string, number]>([
  ['one target passes', result(['pass', 'skip']), 'OpenAIRE AAI BETA conforms in what was judged (1 scenario)', 0],
  ['both pass', result(['pass'], ['warn', 'pass']), 'Both targets conform in what was judged (3 scenarios)', 0],
  ['one fails', result(['pass'], ['fail']), 'OpenAIRE AAI production does not conform', 1],
  ['both fail', result(['fail'], ['fail']), 'Neither target conforms', 1],
  ['the harness fails', result(['pass'], ['error']), 'The harness failed in 1 scenario', 2],
  [
    'both happen',
    result(['fail'], ['error']),
    'OpenAIRE AAI BETA does not conform, and the harness failed in 1 scenario',
    2,
  ],
  ['everything is skipped', result(['skip', 'not-applicable']), 'Nothing was judged', 0],
  ['one target is silent', result(['pass'], ['skip']), 'Nothing was judged at 1 target; no failure elsewhere', 0],
  ['nothing ran', result([], []), 'Nothing was judged', 0],
  ['there is no target', { ...result([]), targets: [] }, 'There was no target', 0],
  ['the run was stopped', interruptedResult, 'The run was cut short', 2],
])('when %s', ([, given, headline, exitCode]) => {
  expect(outcome(given)).toEqual({ headline, exitCode })
})
