import type { Reporter } from 'vitest/node'
import { KeyRing } from '#mocks/op/keys.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { catalogue as readCatalogue } from '../catalogue.ts'
import { startRun } from '../run.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import { raiseEmbeddedTargets } from '../targets/raise.ts'
import { judgeProof } from './judge-proof.ts'
import type { Proof } from './proof.ts'
import { type Stage, type Staging, stageFaults } from './stages.ts'

export interface ProveOptions {
  /** Beginnings of fault ids; all when empty. */
  readonly faults: readonly string[]
  /** Play every scenario at every fault, to see that none breaks down. */
  readonly thorough: boolean
  readonly seed: string
  /** Told after each scenario. */
  readonly progress?: (done: number, total: number, result: ScenarioResult) => void
  /** Ends the proof early: what was not played proves nothing. */
  readonly signal?: AbortSignal
}

/** Issuers that stand at the same time when each has all scenarios to play: a compromise of memory and threads. */
const AT_ONCE = 15

const countOf = (targets: readonly EmbeddedTarget[]): number =>
  targets.reduce((sum, { only = [] }) => sum + only.length, 0)

/** Sets of issuers to be played one after the other. */
interface Round {
  readonly name: string
  readonly targets: readonly EmbeddedTarget[]
}

/** What nobody expects to notice the fault, or the fault to disturb. */
const bystanders = ({ target }: Stage, every: readonly string[]): EmbeddedTarget => ({
  ...target,
  only: every.filter((id) => !target.only?.includes(id)),
})

const roundsOf = ({ controls, stages }: Staging, every: readonly string[], thorough: boolean): readonly Round[] => {
  const first: Round = { name: 'prove', targets: [...controls, ...stages.map(({ target }) => target)] }
  if (!thorough) return [first]
  const others = stages.map((stage) => bystanders(stage, every))
  const starts = Array.from({ length: Math.ceil(others.length / AT_ONCE) }, (_, at) => at * AT_ONCE)
  return [first, ...starts.map((from) => ({ name: `prove/${from}`, targets: others.slice(from, from + AT_ONCE) }))]
}

const playRound = async (
  { name, targets }: Round,
  pair: EmbeddedTarget,
  { seed, signal }: ProveOptions,
  tell: (result: ScenarioResult) => void,
): Promise<void> => {
  const stand = await raiseEmbeddedTargets(targets, [pair])
  const reporter: Reporter = {
    onTestCaseResult: (test) => {
      const { record } = test.meta()
      if (record) tell(record.result)
    },
  }
  try {
    const projects = [{ name: 'prove', targets: stand.targets }]
    const run = await startRun({ id: name, stand, projects, reporter, seed })
    const stop = () => void run.cancel().catch(() => {})
    signal?.addEventListener('abort', stop, { once: true })
    await run.done
    signal?.removeEventListener('abort', stop)
  } finally {
    await stand.close()
  }
}

/** Plays at each fault the scenarios that cite what it breaks, and looks who noticed. */
export const prove = async (options: ProveOptions): Promise<Proof> => {
  const [catalogue, keys] = await Promise.all([readCatalogue(), KeyRing.generate()])
  const staging = stageFaults({ catalogue, keys, faults: options.faults })
  const every = catalogue.map(({ id }) => id)
  const rounds = roundsOf(staging, every, options.thorough)
  const total = rounds.reduce((sum, { targets }) => sum + countOf(targets), 0)
  const played: ScenarioResult[] = []
  let done = 0
  for (const round of rounds) {
    if (options.signal?.aborted) break
    await playRound(round, staging.pair, options, (result) => {
      done += 1
      // Of bystanders nothing counts but a breakdown: tens of thousands of results would be kept for nothing.
      if (round === rounds[0] || result.verdict === 'error') played.push(result)
      options.progress?.(done, total, result)
    })
  }
  return judgeProof(staging.stages, catalogue, played)
}
