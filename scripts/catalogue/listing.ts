import { citations, levels } from '#reports/citations.ts'
import type { CatalogueEntry } from '#suites/kit/catalogue.ts'
import type { CatalogueData } from './read.ts'

/** What `aai list --json` prints. */
export const listingJson = ({ entries, requirements, documents }: CatalogueData): object => ({
  scenarios: entries.map(({ cites, ...entry }) => ({
    ...entry,
    cites: cites.map((id) => ({ id, level: requirements[id]?.level, document: requirements[id]?.document })),
  })),
  documents: citations({ requirements, documents }, entries),
})

const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  // Text stands left, numbers stand right.
  const align = (text: string, at: number) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))
  return rows.map((row) => row.map(align).join('  ').trimEnd())
}

const coverageLines = ({ entries, requirements, documents }: CatalogueData): readonly string[] => {
  const rows = citations({ requirements, documents }, entries).map((document) => [
    document.title,
    `${document.rows}`,
    `${document.states.cited}`,
    `${document.states.untested}`,
    `${document.states.open}`,
    ...levels.map((level) => {
      const { cited, untested, open } = document.levels[level]
      return cited + untested + open === 0 ? '' : `${cited}/${cited + untested + open}`
    }),
  ])
  return columns([['Document', 'rows', 'cited', 'untested', 'open', ...levels], ...rows])
}

const scenarioLines = ({ id, title, cites, needs, driver }: CatalogueEntry, data: CatalogueData): readonly string[] => {
  const wants = [...needs, ...(driver === 'browser' ? ['a real browser'] : [])]
  return [
    `  ${id}`,
    `    ${title}`,
    ...cites.map(
      (cited) => `    ${cited}, ${data.requirements[cited]?.level} of ${data.requirements[cited]?.document}`,
    ),
    ...(wants.length === 0 ? [] : [`    needs ${wants.join(', ')}`]),
  ]
}

/** What `aai list` prints. */
export const listingText = (data: CatalogueData): string => {
  const files = [...Map.groupBy(data.entries, ({ file }) => file)].map(([file, entries]) => {
    const [first] = entries
    const tags = first && first.tags.length > 0 ? `  [${first.tags.join(', ')}]` : ''
    return [`${file}${tags}`, ...entries.flatMap((entry) => scenarioLines(entry, data))].join('\n')
  })
  const total = `${data.entries.length} scenarios in ${files.length} files`
  return [...files, total, coverageLines(data).join('\n')].join('\n\n')
}
