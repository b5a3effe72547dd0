import type { ScenarioResult } from '#reports/model.ts'
import { nameOf } from './page.ts'
import type { Row } from './row.ts'

/** Ids of the scenarios that a section names. */
const namedIn = (section: string): ReadonlySet<string> =>
  new Set([...section.matchAll(/\]\(catalogue\.md#([^)]+)\)/g)].map(([, id = '']) => id))

const headOf = (row: Row): string => `## <a id="${row.subject.id}"></a>${nameOf(row)}\n`

/** Whether a page has a section for this version of it. */
export const isWritten = (page: string, row: Row): boolean => page.includes(headOf(row))

const isBroken = ({ verdict }: ScenarioResult): boolean => ['warn', 'fail', 'error'].includes(verdict)
const isWell = ({ verdict }: ScenarioResult): boolean => verdict === 'pass' || verdict === 'not-applicable'

/**
 * What a page that is written already says otherwise, each as a sentence: nothing of a version that it does not know,
 * since what it says is as old as the page, and nothing of what nobody could tell.
 */
export const news = (page: string, rows: readonly Row[]): readonly string[] =>
  rows
    .filter((row) => isWritten(page, row))
    .flatMap((row) => {
      const [section = ''] = page.slice(page.indexOf(headOf(row)) + headOf(row).length).split('\n## ', 1)
      const known = namedIn(section)
      const told = (what: string) => (result: ScenarioResult) => `${nameOf(row)}: ${result.id} ${what}.`
      return [
        ...row.results
          .filter((result) => isBroken(result) && !known.has(result.id))
          .map(told('is new in what it lets in')),
        ...row.results
          .filter((result) => isWell(result) && known.has(result.id))
          .map(told('is written to be wrong, and is not')),
      ]
    })
