import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { everything, type ScenarioFacts } from './plan.ts'
import { type SuiteFiles, type TagSelection, vitestFor } from './run.ts'

export interface CatalogueEntry extends ScenarioFacts {
  readonly tags: readonly string[]
}

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Every scenario there is, as files and lines go. Loads the suites and plays nothing. */
export const catalogue = async (suites?: SuiteFiles): Promise<readonly CatalogueEntry[]> => {
  const plan = { targets: [], pairs: {}, seed: '', selection: everything }
  const vitest = await vitestFor([{ name: 'catalogue', plan }], {
    reporter: {},
    seed: '',
    ...(suites ? { suites } : {}),
  })
  const exitCode = process.exitCode
  try {
    // Scenarios made from tables are found by running the file only.
    const { testModules } = await vitest.collect([], { staticParse: false })
    for (const module of testModules) {
      const [error] = module.errors()
      if (error) throw new ConfigurationError(`${module.relativeModuleId} cannot be loaded: ${error.message}`)
    }
    return testModules
      .flatMap((module) => [...module.children.allTests()])
      .flatMap((test) => {
        const { scenario } = test.meta()
        return scenario ? [{ ...scenario, tags: test.tags }] : []
      })
      .toSorted((a, b) => before(a.file, b.file) || a.line - b.line)
  } finally {
    await vitest.close()
    process.exitCode = exitCode
  }
}

const OPERATORS = new Set(['and', 'or', 'not'])

/** Expressions over the tags that there are. Throws a ConfigurationError for a tag that no scenario has. */
export const selectTags = async (expressions: readonly string[]): Promise<TagSelection | undefined> => {
  if (expressions.length === 0) return undefined
  const known = [...new Set((await catalogue()).flatMap(({ tags }) => tags))].toSorted(before)
  const named = expressions.flatMap((each) => each.match(/[\w.*-]+/g) ?? [])
  const stranger = named.find((tag) => !tag.includes('*') && !OPERATORS.has(tag) && !known.includes(tag))
  if (stranger === undefined) return { expressions, known }
  throw new ConfigurationError(`No scenario has the tag "${stranger}": there are ${known.join(', ')}.`)
}
