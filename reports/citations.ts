import type { Level, Requirement, SourceDocument } from './model.ts'

/** cited: some scenario judges it. untested: none can, for a stated reason. open: none does yet. */
export const citationStates = ['cited', 'untested', 'open'] as const
export type CitationState = (typeof citationStates)[number]

export const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY']

export type StateCounts = Readonly<Record<CitationState, number>>

/** How far the scenarios reach, whatever a run of them may find. */
export interface Citations {
  readonly document: string
  readonly title: string
  readonly url?: string
  readonly rows: number
  readonly states: StateCounts
  readonly levels: Readonly<Record<Level, StateCounts>>
}

export interface Registry {
  readonly documents: Readonly<Record<string, SourceDocument>>
  readonly requirements: Readonly<Record<string, Pick<Requirement, 'document' | 'level' | 'untested'>>>
}

export interface Citing {
  readonly id: string
  readonly cites: readonly string[]
}

/** Ids of the scenarios that cite it, by requirement, in the order given. */
export const citedBy = (scenarios: readonly Citing[]): ReadonlyMap<string, readonly string[]> => {
  const pairs = scenarios.flatMap(({ id, cites }) => cites.map((requirement) => ({ requirement, id })))
  const groups = Map.groupBy(pairs, ({ requirement }) => requirement)
  return new Map([...groups].map(([requirement, all]) => [requirement, all.map(({ id }) => id)]))
}

export const citationState = (requirement: { readonly untested?: string }, cited: boolean): CitationState => {
  if (cited) return 'cited'
  return requirement.untested === undefined ? 'open' : 'untested'
}

const count = (states: readonly CitationState[]): StateCounts => ({
  cited: states.filter((state) => state === 'cited').length,
  untested: states.filter((state) => state === 'untested').length,
  open: states.filter((state) => state === 'open').length,
})

/** One row per document that has requirements, in the order of the documents. */
export const citations = (
  { documents, requirements }: Registry,
  scenarios: readonly Citing[],
): readonly Citations[] => {
  const cited = citedBy(scenarios)
  const rows = Object.entries(requirements).map(([id, { document, level, untested }]) => ({
    document,
    level,
    state: citationState({ untested }, cited.has(id)),
  }))
  const groups = Map.groupBy(rows, ({ document }) => document)
  return Object.entries(documents).flatMap(([document, { title, url }]) => {
    const all = groups.get(document) ?? []
    const of = (level: Level) => count(all.filter((row) => row.level === level).map(({ state }) => state))
    const byLevel = { MUST: of('MUST'), SHOULD: of('SHOULD'), MAY: of('MAY') }
    const states = count(all.map(({ state }) => state))
    return all.length === 0 ? [] : [{ document, title, url, rows: all.length, states, levels: byLevel }]
  })
}
