import type { TestCase } from 'vitest/node'
import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Feature } from '#fixtures/schema/profile.ts'
import { everything, type RunPlan, type ScenarioFacts } from './plan.ts'
import { ourSuites, type SuiteFiles, vitestFor } from './run.ts'

/** What is known of a scenario without playing it. */
export interface CatalogueEntry {
  readonly id: string
  readonly title: string
  readonly tags: readonly string[]
  /** `suites/oidc/op/pkce.suite.ts` */
  readonly file: string
  readonly line: number
  readonly cites: readonly RequirementId[]
  readonly needs: readonly Feature[]
  /** The driver without which it is not played; absent: any will do. */
  readonly driver?: 'browser'
}

/** No targets: the suites are loaded, and nothing in them is played. */
const nothing: RunPlan = { targets: [], pairs: {}, seed: '', selection: everything }

const entryOf = (facts: ScenarioFacts, tags: readonly string[]): CatalogueEntry => ({
  id: facts.id,
  title: facts.title,
  tags,
  file: facts.file,
  line: facts.line,
  // `verify` and `given.needs` are typed where they are written; their names went through Vitest as strings.
  cites: facts.cites as readonly RequirementId[],
  needs: facts.needs as readonly Feature[],
  ...(facts.driver === 'browser' ? { driver: facts.driver } : {}),
})

const wordsOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)

const byPlace = (one: CatalogueEntry, other: CatalogueEntry): number =>
  one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line

/**
 * Every scenario of the suites, sorted by file and line.
 * Throws an AggregateError when a file cannot be loaded: a catalogue with a gap would be taken for the whole.
 */
export const catalogue = async (suites: SuiteFiles = ourSuites): Promise<readonly CatalogueEntry[]> => {
  const vitest = await vitestFor([{ name: 'catalogue', plan: nothing }], { reporter: {}, seed: nothing.seed, suites })
  try {
    // Vitest would rather read the files than load them, and finds only what calls `test` by that name.
    const { testModules, unhandledErrors } = await vitest.collect([], { staticParse: false })
    const broken = [...unhandledErrors, ...testModules.flatMap((module) => module.errors())]
    if (broken.length > 0) throw new AggregateError(broken, broken.map(wordsOf).join('\n'))
    const tests = testModules.flatMap((module): readonly TestCase[] => [...module.children.allTests()])
    return tests
      .flatMap((test) => {
        const { scenario } = test.meta()
        return scenario ? [entryOf(scenario, test.tags)] : []
      })
      .toSorted(byPlace)
  } finally {
    await vitest.close()
  }
}
