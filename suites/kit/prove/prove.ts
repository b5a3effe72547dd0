import type { Reporter } from 'vitest/node'
import { KeyRing } from '#mocks/op/keys.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { type SeededRandom, seededRandom } from '#mocks/wire/random.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { type CatalogueEntry, catalogue as readCatalogue } from '../catalogue.ts'
import { isSelected, playsOf } from '../plan.ts'
import { startRun } from '../run.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import { raiseEmbeddedTargets } from '../targets/raise.ts'
import { judgeProof } from './judge-proof.ts'
import type { Proof } from './proof.ts'
import { type Stage, type Staging, stageFaults } from './stages.ts'

export interface ProveOptions {
  /** Beginnings of fault ids; all when empty. */
  readonly faults: readonly string[]
  /** Ids, or beginnings of ids up to a dot: only these scenarios, at the faults that they should notice; all when empty. */
  readonly scenarios: readonly string[]
  /** Scenarios to play at each fault besides those that cite what it breaks, to see that none breaks down; drawn. */
  readonly bystanders: number
  readonly seed: string
  /** Told after each scenario. */
  readonly progress?: (done: number, total: number, result: ScenarioResult) => void
  /** Ends the proof early: what was not played proves nothing. */
  readonly signal?: AbortSignal
}

/** Plays of one round: Vitest keeps each until the round is over. */
const MOST_PLAYS = 5_000

const countOf = (targets: readonly EmbeddedTarget[]): number =>
  targets.reduce((sum, { only = [] }) => sum + only.length, 0)

/** Issuers that stand and are played at the same time. */
type Round = readonly EmbeddedTarget[]

const drawn = (from: readonly string[], count: number, random: SeededRandom): readonly string[] => {
  const left = [...from]
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)).flat()
}

/** The same issuer, with scenarios of which nobody expects that they notice the fault. */
const withBystanders = ({ target }: Stage, every: readonly CatalogueEntry[], options: ProveOptions): EmbeddedTarget => {
  const others = every.filter(({ plays }) => plays === playsOf(target)).map(({ id }) => id)
  return {
    ...target,
    only: drawn(
      others.filter((id) => !target.only?.includes(id)),
      options.bystanders,
      seededRandom(`${options.seed}/${target.id}`),
    ),
  }
}

const inRounds = (targets: readonly EmbeddedTarget[]): readonly Round[] => {
  const rounds: EmbeddedTarget[][] = []
  for (const target of targets) {
    const last = rounds.at(-1)
    if (last && countOf([...last, target]) <= MOST_PLAYS) last.push(target)
    else rounds.push([target])
  }
  return rounds
}

const roundsOf = (
  { controls, stages }: Staging,
  every: readonly CatalogueEntry[],
  options: ProveOptions,
): readonly Round[] => {
  const first = [...controls, ...stages.map(({ target }) => target)]
  if (options.bystanders === 0) return [first]
  return [first, ...inRounds(stages.map((stage) => withBystanders(stage, every, options)))]
}

const playRound = async (
  targets: Round,
  pairs: readonly EmbeddedTarget[],
  { seed, signal }: ProveOptions,
  tell: (result: ScenarioResult) => void,
): Promise<void> => {
  const stand = await raiseEmbeddedTargets(targets, pairs)
  const reporter: Reporter = {
    onTestCaseResult: (test) => {
      const { record } = test.meta()
      if (record) tell(record.result)
    },
  }
  try {
    const projects = [{ name: 'prove', targets: stand.targets }]
    const run = await startRun({ id: 'prove', stand, projects, reporter, seed })
    const stop = () => void run.cancel().catch(() => {})
    signal?.addEventListener('abort', stop, { once: true })
    await run.done
    signal?.removeEventListener('abort', stop)
  } finally {
    await stand.close()
  }
}

/** Of what nobody noticed nothing is said: whoever was not played may well have noticed. */
const noticed = (proof: Omit<Proof, 'played'>): Omit<Proof, 'played'> => ({
  ...proof,
  unnoticed: [],
  faults: proof.faults.flatMap(({ fault, noticedBy }) => {
    const seen = Object.entries(noticedBy).filter(([, ids]) => ids.length > 0)
    return seen.length > 0 ? [{ fault, noticedBy: Object.fromEntries(seen) }] : []
  }),
})

const selected = (whole: readonly CatalogueEntry[], scenarios: readonly string[]): readonly CatalogueEntry[] => {
  const wanted = scenarios.map((each) => each.replace(/\.\*$/, ''))
  const found = whole.filter((entry) => isSelected(entry, { scenarios: wanted, requirements: [] }))
  if (found.length > 0) return found
  throw new ConfigurationError(
    `No scenario is called ${scenarios.join(' or ')}, or begins with it: aai list names them all.`,
  )
}

/** Plays at each fault the scenarios that cite what it breaks, and looks who noticed. */
export const prove = async (options: ProveOptions): Promise<Proof> => {
  const [whole, keys] = await Promise.all([readCatalogue(), KeyRing.generate()])
  const { faults, scenarios } = options
  const catalogue = selected(whole, scenarios)
  const staging = stageFaults({ catalogue, keys, faults, onlyCited: scenarios.length > 0 })
  const rounds = roundsOf(staging, whole, options)
  const total = countOf(rounds.flat())
  const played: ScenarioResult[] = []
  let done = 0
  for (const round of rounds) {
    if (options.signal?.aborted) break
    await playRound(round, staging.pairs, options, (result) => {
      done += 1
      // Of bystanders nothing counts but a breakdown: tens of thousands of results would be kept for nothing.
      if (round === rounds[0] || result.verdict === 'error') played.push(result)
      options.progress?.(done, total, result)
    })
  }
  const proof = judgeProof(staging.stages, catalogue, played)
  return { ...(scenarios.length > 0 ? noticed(proof) : proof), played: done }
}
