import { claimsOf } from '#mocks/faults/claims.ts'
import { describeBend, places } from '#mocks/faults/describe.ts'
import { faults } from '#mocks/faults/index.ts'

/** What `aai list --faults --json` prints. */
export const faultsJson = (): object => ({
  faults: faults.map((fault) => {
    const { id, title, at, variant } = fault
    return { id, title, breaks: claimsOf(fault), at, does: describeBend(fault), ...(variant ? { variant } : {}) }
  }),
})

/** What `aai list --faults` prints. */
export const faultsText = (): string => {
  const groups = Object.entries(places).map(([place, title]) => {
    const rows = faults.filter(({ at }) => at === place)
    const lines = rows.flatMap((fault) => [
      `  ${fault.id}`,
      `    ${fault.title}`,
      `    breaks ${claimsOf(fault).join(', ')}`,
      `    ${describeBend(fault)}${fault.variant === undefined ? '' : `, at the variant ${fault.variant}`}`,
    ])
    return rows.length === 0 ? undefined : [title, ...lines].join('\n')
  })
  return [...groups.filter(Boolean), `${faults.length} faults`].join('\n\n')
}
