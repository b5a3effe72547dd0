import type { ScenarioResult } from '#reports/model.ts'

/** Of each scenario the most requests that any target saw, by id; what was played nowhere is left out. */
export const costsOf = (
  scenarios: readonly Pick<ScenarioResult, 'id' | 'evidence'>[],
): Readonly<Record<string, number>> => {
  const ids = [...new Set(scenarios.map(({ id }) => id))].toSorted()
  const byId = Map.groupBy(scenarios, ({ id }) => id)
  const most = (id: string): number => Math.max(0, ...(byId.get(id) ?? []).map(({ evidence }) => evidence.length))
  return Object.fromEntries(ids.map((id) => [id, most(id)] as const).filter(([, cost]) => cost > 0))
}
