import type { CatalogueEntry } from '#suites/kit/catalogue.ts'

type Requirements = Readonly<Record<string, { readonly untested?: string }>>

// `protocol.role.subject.behaviour`, lower-case words with dashes.
const idForm = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*){2,}$/

const twice = (ids: readonly string[]): readonly string[] => [
  ...new Set(ids.filter((id, at) => ids.indexOf(id) !== at)),
]

/** What is wrong with the suites as a whole, one sentence each; no scenario can see it by itself. */
export const catalogueFaults = (entries: readonly CatalogueEntry[], requirements: Requirements): readonly string[] => {
  const ids = entries.map(({ id }) => id)
  const cited = new Set<string>(entries.flatMap(({ cites }) => cites))
  const place = ({ file, line }: CatalogueEntry) => `${file}:${line}`
  return [
    ...twice(ids).map((id) => {
      const places = entries.filter((entry) => entry.id === id).map(place)
      return `${id} is the id of more than one scenario (${places.join(', ')}): rename all but the one that had it first.`
    }),
    ...entries
      .filter(({ id }) => !idForm.test(id))
      .map((entry) => `${entry.id} (${place(entry)}) is no scenario id: write protocol.role.subject.behaviour.`),
    ...entries
      .filter(({ cites }) => cites.length === 0)
      .map(
        (entry) => `${entry.id} (${place(entry)}) cites no requirement, so nothing would come of it: give it a verify.`,
      ),
    ...Object.entries(requirements)
      .filter(([id, { untested }]) => untested !== undefined && cited.has(id))
      .map(([id]) => `${id} is cited by a scenario and stands in fixtures/untested.json: remove the excuse.`),
  ]
}
