import { type Check, type Requirement, type RunResult, type Verdict, worst } from './model.ts'

/**
 * passed: judged, and nothing was found. broken: a check found something, or died. held-back: cited, but every
 * citing check was skipped or not applicable. untested: cited by nothing, with the reason. open: cited by nothing.
 */
export const coverageStates = ['passed', 'broken', 'held-back', 'untested', 'open'] as const
export type CoverageState = (typeof coverageStates)[number]

export interface DocumentCoverage {
  readonly document: string
  readonly title: string
  readonly url?: string
  readonly requirements: number
  readonly states: Readonly<Record<CoverageState, number>>
}

export const checksByRequirement = (result: RunResult): ReadonlyMap<string, readonly Check[]> =>
  Map.groupBy(
    result.scenarios.flatMap((scenario) => scenario.checks),
    (check) => check.cites,
  )

const heldBack: readonly Verdict[] = ['skip', 'not-applicable']

export const coverageState = (requirement: Requirement, checks: readonly Check[]): CoverageState => {
  if (checks.length === 0) return requirement.untested === undefined ? 'open' : 'untested'
  const judged = checks.map((check) => check.verdict).filter((verdict) => !heldBack.includes(verdict))
  if (judged.length === 0) return 'held-back'
  return worst(judged) === 'pass' ? 'passed' : 'broken'
}

/** One row per document that has requirements, in the order of the documents. */
export const coverage = (result: RunResult): readonly DocumentCoverage[] => {
  const cited = checksByRequirement(result)
  const groups = Map.groupBy(Object.entries(result.requirements), ([, requirement]) => requirement.document)
  const order = [...new Set([...Object.keys(result.documents), ...groups.keys()])]
  return order.flatMap((document) => {
    const rows = groups.get(document)
    if (!rows) return []
    const states = Object.fromEntries(coverageStates.map((state) => [state, 0])) as Record<CoverageState, number>
    for (const [id, requirement] of rows) states[coverageState(requirement, cited.get(id) ?? [])] += 1
    const { title = document, url } = result.documents[document] ?? {}
    return [{ document, title, ...(url === undefined ? {} : { url }), requirements: rows.length, states }]
  })
}
