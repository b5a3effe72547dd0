import { type Citations, citationState, citations, citedBy } from '#reports/citations.ts'
import type { CatalogueEntry } from '#suites/kit/catalogue.ts'
import type { CatalogueData } from './read.ts'

/** In a cell of a table nothing may end the cell, and no text is markup. */
const cell = (text: string): string => text.replace(/[\\`*_[\]<>|#~]/g, '\\$&').replace(/\s+/g, ' ')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const code = (text: string): string => `\`${text}\``
const anchor = (id: string): string => `[${code(id)}](#${id.toLowerCase()})`
const target = (id: string): string => `<a id="${id.toLowerCase()}"></a>${code(id)}`

const coverageRow = ({ title, url, rows, states, levels }: Citations): readonly string[] => {
  const share = (level: 'MUST' | 'SHOULD' | 'MAY') => {
    const { cited, untested, open } = levels[level]
    const all = cited + untested + open
    return all === 0 ? '' : `${cited} of ${all}`
  }
  const name = url === undefined ? cell(title) : `[${cell(title)}](${url})`
  return [
    name,
    `${rows}`,
    `${states.cited}`,
    `${states.untested}`,
    `${states.open}`,
    share('MUST'),
    share('SHOULD'),
    share('MAY'),
  ]
}

const coverageSection = ({ entries, requirements, documents }: CatalogueData): string =>
  table(
    ['Document', 'Rows', 'Cited', 'Untested', 'Open', 'MUST', 'SHOULD', 'MAY'],
    citations({ requirements, documents }, entries).map(coverageRow),
  )

const scenarioRow = ({ id, title, cites, needs, driver }: CatalogueEntry): readonly string[] => [
  target(id),
  cell(title),
  cites.map(anchor).join(' '),
  [...needs, ...(driver === 'browser' ? ['a real browser'] : [])].map(cell).join(', '),
]

const scenarioSections = (entries: readonly CatalogueEntry[]): string =>
  [...Map.groupBy(entries, ({ file }) => file)]
    .map(([file, all]) => {
      const link = `[${file}](../${file})`
      return `### ${link}\n\n${table(['Scenario', 'The target …', 'Cites', 'Needs'], all.map(scenarioRow))}`
    })
    .join('\n\n')

const stateWords = { cited: '', untested: 'untested', open: 'open' } as const

const requirementSections = ({ entries, requirements, documents }: CatalogueData): string => {
  const cited = citedBy(entries)
  const groups = Map.groupBy(Object.entries(requirements), ([, { document }]) => document)
  return Object.entries(documents)
    .map(([document, { title, url }]) => {
      const rows = (groups.get(document) ?? []).map(([id, row]) => {
        const scenarios = cited.get(id) ?? []
        const state = stateWords[citationState(row, scenarios.length > 0)]
        const judged = scenarios.map(anchor).join(' ') || [state, cell(row.untested ?? '')].filter(Boolean).join(': ')
        return [target(id), row.level, row.subject, `[${cell(row.section)}](${row.url})`, cell(row.text), judged]
      })
      return `### [${cell(title)}](${url})\n\n${table(['Id', 'Level', 'Who', 'Section', 'What is asked', 'Judged by'], rows)}`
    })
    .join('\n\n')
}

/** docs/catalogue.md: the same entries and rows give the same text. */
export const catalogueMarkdown = (
  data: CatalogueData,
): string => `<!-- Written by \`npm run catalogue\`; changes belong into the suites and fixtures/requirements. -->

# Catalogue

${data.entries.length} scenarios judge ${citedBy(data.entries).size} of ${Object.keys(data.requirements).length} requirements.
What the columns mean stands in [requirements.md](requirements.md).

- [Coverage by document](#coverage-by-document)
- [Scenarios](#scenarios)
- [Requirements](#requirements)

## Coverage by document

${coverageSection(data)}

## Scenarios

${scenarioSections(data.entries)}

## Requirements

${requirementSections(data)}
`
