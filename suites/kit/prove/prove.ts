import type { Reporter } from 'vitest/node'
import { KeyRing } from '#mocks/op/keys.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { catalogue as readCatalogue } from '../catalogue.ts'
import { startRun } from '../run.ts'
import { raiseEmbeddedTargets } from '../targets/raise.ts'
import { judgeProof, type Proof } from './judge-proof.ts'
import { stageFaults } from './stages.ts'

export interface ProveOptions {
  /** Beginnings of fault ids; all when empty. */
  readonly faults: readonly string[]
  readonly thorough: boolean
  readonly seed: string
  /** Told after each scenario how many have been played. */
  readonly progress?: (played: number) => void
}

/** Plays at each fault the scenarios that cite what it breaks, and looks who noticed. */
export const prove = async (options: ProveOptions): Promise<Proof> => {
  const [catalogue, keys] = await Promise.all([readCatalogue(), KeyRing.generate()])
  const staging = stageFaults({ catalogue, keys, faults: options.faults, thorough: options.thorough })
  const targets = [...staging.controls, ...staging.stages.map(({ target }) => target)]
  const stand = await raiseEmbeddedTargets(targets, [staging.pair])
  const played: ScenarioResult[] = []
  const reporter: Reporter = {
    onTestCaseResult: (test) => {
      const { record } = test.meta()
      if (!record) return
      played.push(record.result)
      options.progress?.(played.length)
    },
  }
  try {
    const run = await startRun({
      id: 'prove',
      stand,
      projects: [{ name: 'prove', targets: stand.targets }],
      reporter,
      seed: options.seed,
    })
    await run.done
  } finally {
    await stand.close()
  }
  return judgeProof(staging.stages, catalogue, played)
}
