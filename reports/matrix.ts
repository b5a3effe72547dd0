import { type Check, overall, type Requirement, type RunResult, type ScenarioResult, type Verdict } from './model.ts'

/** What one target's scenarios say about one requirement. */
export interface Cell {
  readonly target: string
  /** Absent when no scenario of that target cites the requirement. */
  readonly verdict?: Verdict
  /** Ids of the citing scenarios. */
  readonly scenarios: readonly string[]
}

export interface MatrixRow {
  readonly id: string
  /** Absent when a check cites what the registry does not know. */
  readonly requirement?: Requirement
  readonly cells: readonly Cell[]
}

export interface MatrixSection {
  readonly document: string
  readonly title: string
  readonly rows: readonly MatrixRow[]
  /** The worst of the rows, by target. */
  readonly cells: readonly Cell[]
}

type Citation = { readonly scenario: ScenarioResult; readonly check: Check }

const cell = (target: string, citations: readonly Citation[]): Cell => {
  if (citations.length === 0) return { target, scenarios: [] }
  return {
    target,
    verdict: overall(citations.map(({ check }) => check.verdict)),
    scenarios: [...new Set(citations.map(({ scenario }) => scenario.id))],
  }
}

const rollUp = (target: string, rows: readonly MatrixRow[]): Cell => {
  const cells = rows.flatMap((row) => row.cells.filter((each) => each.target === target && each.verdict))
  if (cells.length === 0) return { target, scenarios: [] }
  const verdict = overall(cells.flatMap((each) => each.verdict ?? []))
  return { target, verdict, scenarios: [...new Set(cells.flatMap((each) => each.scenarios))] }
}

const unknownDocument = 'not in the registry'

/** All requirements by source document against all targets; every requirement has a row, cited or not. */
export const matrix = (result: RunResult): readonly MatrixSection[] => {
  const citations = Map.groupBy(
    result.scenarios.flatMap((scenario) => scenario.checks.map((check) => ({ scenario, check }))),
    ({ check }) => check.cites,
  )
  const ids = [...new Set([...Object.keys(result.requirements), ...citations.keys()])].sort()
  const rows = ids.map((id): MatrixRow => {
    const here = Map.groupBy(citations.get(id) ?? [], ({ scenario }) => scenario.target)
    const requirement = result.requirements[id]
    const cells = result.targets.map((target) => cell(target.id, here.get(target.id) ?? []))
    return { id, ...(requirement ? { requirement } : {}), cells }
  })
  const sections = Map.groupBy(rows, (row) => row.requirement?.document ?? unknownDocument)
  const order = [...new Set([...Object.keys(result.documents), ...sections.keys()])]
  return order.flatMap((document) => {
    const here = sections.get(document)
    if (!here) return []
    const title = result.documents[document]?.title ?? document
    return [{ document, title, rows: here, cells: result.targets.map((target) => rollUp(target.id, here)) }]
  })
}
