import type { Exchange, RunResult, ScenarioResult, Verdict } from '#reports/model.ts'
import { sampleResult } from '#reports/testing/sample-result.ts'
import { type Expiry, type Round, roundOf } from '../round.ts'

export const DAY = 86_400_000
export const NOW = Date.UTC(2026, 10, 22, 10, 0)
export const TARGET = 'openaire-beta'

const [beta] = sampleResult.targets
if (!beta) throw new Error('The sample has no target.')

const scenarioOf = (id: string, verdict: Verdict): ScenarioResult => ({
  id,
  title: `does what ${id} says`,
  target: TARGET,
  tags: [],
  driver: 'http',
  verdict,
  ...(verdict === 'skip' || verdict === 'error' ? { reason: 'It was held back.' } : {}),
  checks: [],
  evidence: [],
  durationMs: 5,
})

interface Shape {
  readonly scenarios?: Readonly<Record<string, Verdict>>
  readonly facts?: RunResult['targets'][number]['facts']
  readonly exchanges?: RunResult['exchanges']
  readonly complete?: boolean
}

/** What a run of one target came to. */
export const resultOf = ({ scenarios = {}, facts = {}, exchanges = {}, complete = true }: Shape): RunResult => ({
  ...sampleResult,
  run: { ...sampleResult.run, complete, ...(complete ? {} : { interrupted: 'a suite could not be loaded' }) },
  targets: [{ ...beta, facts }],
  scenarios: Object.entries(scenarios).map(([id, verdict]) => scenarioOf(id, verdict)),
  explanations: {},
  exchanges,
})

export const exchangeOf = (label: string, body: unknown): Exchange => ({
  from: 'rp',
  to: 'op',
  label,
  atMs: 0,
  durationMs: 1,
  request: { start: 'GET https://beta.aai.example.org/x', headers: [] },
  response: { start: '200 OK', headers: [], body: JSON.stringify(body) },
  redacted: [],
})

export const goodRound = (shape: Shape, certificates: readonly Expiry[] = []): Round =>
  roundOf({ result: resultOf(shape) }, { at: NOW, durationMs: 1_500, certificates })

export const certificate = (days: number, name = 'aai.example.org'): Expiry => ({
  target: TARGET,
  kind: 'certificate',
  name,
  until: NOW + days * DAY,
})
