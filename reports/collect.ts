import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { documents, requirements } from '#fixtures/requirements/index.ts'
import { withExplanations } from './explain/result.ts'
import {
  RESULT_FORMAT,
  type Requirement,
  type RunResult,
  type ScenarioRecord,
  type Target,
  type Verdict,
} from './model.ts'
import type { ProgressEvent } from './render/progress.ts'

export interface CollectOptions {
  readonly run: Pick<RunResult['run'], 'id' | 'startedAt' | 'harness' | 'node' | 'seed' | 'selection'>
  /** Facts are added on the way. */
  readonly targets: readonly Target[]
  /** Scenarios of one issuer, as far as that is known before they are loaded. */
  readonly expected?: number
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Told whenever a scenario begins or ends. */
  readonly progress?: (event: ProgressEvent) => void
}

export interface Collector {
  readonly reporter: Reporter
  /** What is known by now: complete only once the run has ended by itself. */
  readonly result: () => RunResult
  /** The run is cut short for this reason. */
  readonly interrupt: (reason: string) => void
}

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byScenario = ({ result: a }: ScenarioRecord, { result: b }: ScenarioRecord): number =>
  before(a.id, b.id) || before(a.target, b.target)

/** The whole registry, cited in this run or not: the report shows what was not looked at as well. */
const registry = (): RunResult['requirements'] =>
  Object.fromEntries(Object.entries<Requirement>(requirements).toSorted(([a], [b]) => before(a, b)))

/** Largest number, first text: the same whatever the order in which scenarios ended. */
const factsOf = (records: readonly ScenarioRecord[]): Target['facts'] => {
  const facts: Record<string, string | number | boolean> = {}
  for (const [name, value] of records.flatMap((record) => Object.entries(record.facts))) {
    const known = facts[name]
    facts[name] = typeof known === 'number' && typeof value === 'number' ? Math.max(known, value) : (known ?? value)
  }
  return facts
}

interface Progress {
  done: number
  total: number
  counts: Partial<Record<Verdict, number>>
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''

const targetOf = (test: TestCase): string | undefined => test.meta().target

export const createCollector = (options: CollectOptions): Collector => {
  const { clock, expected = 0, progress = () => {} } = options
  const began = clock()
  const records: ScenarioRecord[] = []
  const standing = new Map<string, Progress>(
    options.targets.map(({ id, plays }) => [id, { done: 0, total: plays === 'op' ? expected : 0, counts: {} }]),
  )
  const collected = new Map<string, number>()
  let complete = false
  let interrupted: string | undefined

  const interrupt = (reason: string): void => {
    interrupted ??= reason
  }

  const tell = (target: string, current?: string): void => {
    const state = standing.get(target)
    if (state) progress({ target, ...state, counts: { ...state.counts }, ...(current ? { current } : {}) })
  }

  const keep = (test: TestCase, record: ScenarioRecord): void => {
    records.push(record)
    const { target, verdict } = record.result
    const state = standing.get(target)
    if (!state) return
    state.done += 1
    state.total = Math.max(state.total, state.done)
    state.counts[verdict] = (state.counts[verdict] ?? 0) + 1
    tell(target, test.meta().scenario?.id)
  }

  const reporter: Reporter = {
    onTestModuleCollected: (module: TestModule) => {
      for (const test of module.children.allTests()) {
        const target = targetOf(test)
        if (target !== undefined) collected.set(target, (collected.get(target) ?? 0) + 1)
      }
      for (const [target, count] of collected) {
        const state = standing.get(target)
        if (state) state.total = Math.max(state.total, count)
      }
    },
    onTestCaseReady: (test) => {
      const target = targetOf(test)
      if (target !== undefined) tell(target, test.meta().scenario?.id)
    },
    onTestCaseResult: (test) => {
      const { record, scenario } = test.meta()
      if (record) keep(test, record)
      const { state, errors } = test.result()
      if (!record && state === 'failed') {
        const why = errors?.[0]?.message ?? 'no reason given'
        interrupt(`${scenario?.id ?? test.name} ended without a verdict: ${firstLine(why)}`)
      }
    },
    onTestRunEnd: (modules, errors, reason) => {
      for (const module of modules) {
        const [error] = module.errors()
        if (error) interrupt(`${module.relativeModuleId} could not be loaded: ${firstLine(error.message)}`)
      }
      if (errors[0]) interrupt(`the harness threw outside of a scenario: ${firstLine(errors[0].message)}`)
      if (reason === 'interrupted') interrupt('stopped before its end')
      complete = true
      for (const [target, state] of standing) {
        state.total = state.done
        tell(target)
      }
    },
  }

  const result = (): RunResult => {
    const sorted = records.toSorted(byScenario)
    return withExplanations({
      format: RESULT_FORMAT,
      run: {
        ...options.run,
        durationMs: clock() - began,
        complete: complete && interrupted === undefined,
        ...(interrupted === undefined ? {} : { interrupted }),
      },
      targets: options.targets.map((target) => ({
        ...target,
        facts: { ...target.facts, ...factsOf(sorted.filter(({ result }) => result.target === target.id)) },
      })),
      documents,
      requirements: registry(),
      scenarios: sorted.map(({ result }) => result),
      exchanges: Object.assign({}, ...sorted.map(({ exchanges }) => exchanges)),
    })
  }

  return { reporter, result, interrupt }
}
