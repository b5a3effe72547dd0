import type { Proof } from '#suites/kit/prove/judge-proof.ts'

const byRequirement = (proof: Proof): ReadonlyMap<string, Proof['faults']> => {
  const rows = new Map<string, Proof['faults']>()
  for (const each of proof.faults) rows.set(each.fault.breaks, [...(rows.get(each.fault.breaks) ?? []), each])
  return new Map([...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Requirements, the faults that break them, and the scenarios that noticed. */
export const matrix = (proof: Proof): string => {
  const lines: string[] = []
  for (const [requirement, faults] of byRequirement(proof)) {
    lines.push(requirement)
    for (const { fault, caughtBy, errors } of faults) {
      const by = caughtBy.length > 0 ? caughtBy.join(', ') : 'NOTHING NOTICED'
      lines.push(`  ${fault.title}  (${fault.id})`, `    ${by}`)
      for (const { scenario, reason } of errors) lines.push(`    ERROR in ${scenario}: ${reason}`)
    }
  }
  return lines.join('\n')
}

const list = (title: string, ids: readonly string[]): readonly string[] =>
  ids.length === 0 ? [] : ['', `${title}:`, ...ids.map((id) => `  ${id}`)]

export const summary = (proof: Proof, milliseconds: number, partial: boolean): string => {
  const all = Object.keys(proof.scenarios).length
  const errors = proof.faults.flatMap((each) => each.errors)
  const proven = all - proof.unproven.length
  return [
    ...list('Faults that nothing noticed', proof.unnoticed),
    ...(partial ? [] : list('Scenarios that no fault has broken', proof.unproven)),
    ...(partial ? [] : list('Requirements whose checks no fault has broken', proof.unbroken)),
    '',
    `${proof.faults.length} faults, ${proven} of ${all} scenarios seen to fail, ${errors.length} errors, ${(milliseconds / 1000).toFixed(1)} s`,
  ].join('\n')
}
