import { behaviours } from '#fixtures/schema/behaviours.ts'
import type { Fault } from '#fixtures/schema/fault.ts'
import { claimsOf } from '#mocks/faults/claims.ts'
import { describeBend, places } from '#mocks/faults/describe.ts'
import { faults } from '#mocks/faults/index.ts'
import { variants } from '#mocks/faults/variants.ts'

/** In a cell of a table nothing may end the cell, and no text is markup. */
const cell = (text: string): string => text.replace(/[\\`*_[\]<>|#~]/g, '\\$&').replace(/\s+/g, ' ')

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const requirement = (id: string): string => `[${code(id)}](catalogue.md#${id.toLowerCase()})`

const row = (fault: Fault): readonly string[] => {
  const where = fault.variant === undefined ? '' : ` (variant ${fault.variant})`
  return [
    code(fault.id),
    cell(fault.title),
    claimsOf(fault).map(requirement).join(' '),
    cell(describeBend(fault) + where),
  ]
}

const faultTables = (): string =>
  Object.entries(places)
    .map(([place, title]) => ({ place, title, rows: faults.filter(({ at }) => at === place) }))
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ place, title, rows }) =>
        `### ${title} (${code(place)})\n\n${table(['Id', 'Fault', 'Breaks', 'How'], rows.map(row))}`,
    )
    .join('\n\n')

const behaviourTable = (): string =>
  table(
    ['Name', 'What it may be set to'],
    Object.entries(behaviours).map(([name, how]) => [code(name), cell(how)]),
  )

const variantTable = (): string =>
  table(
    ['Name', 'What it is'],
    Object.entries(variants).map(([name, { title }]) => [code(name), cell(title)]),
  )

const sections: Readonly<Record<string, () => string>> = {
  faults: faultTables,
  behaviours: behaviourTable,
  variants: variantTable,
}

/** The page with everything between its markers written anew. */
export const withTables = (page: string): string =>
  Object.entries(sections).reduce((text, [name, write]) => {
    const [begin, end] = [`<!-- ${name}: written by npm run faults -->`, `<!-- end of ${name} -->`]
    const [from, to] = [text.indexOf(begin), text.indexOf(end)]
    if (from < 0 || to < from)
      throw new Error(`docs/faults.md has lost its markers of ${name}: put back ${begin} and ${end}.`)
    return `${text.slice(0, from)}${begin}\n\n${write()}\n\n${text.slice(to)}`
  }, page)
