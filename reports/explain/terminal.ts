import { type Paint, painter } from '../render/paint.ts'
import { partyName } from '../render/parties.ts'
import { flat, visible } from '../render/text.ts'
import { padEnd, wrap } from '../render/width.ts'
import type { Facts } from './facts.ts'
import type { Explained, Hit } from './index.ts'
import { citedBy, linkOf } from './json.ts'
import { nextSteps } from './next-steps.ts'

export interface ExplainedOptions {
  /** Of the terminal; what is written keeps between 60 and 100. */
  readonly columns?: number
  readonly colour?: boolean
}

interface Page {
  readonly paint: Paint
  readonly columns: number
}

const indent = 3
const labelColumns = 11

const tame = (text: string): string => flat(visible(text))

/** A label with its text beside it; what a list has further goes below, each with a dash. */
const labelled = ({ paint, columns }: Page, label: string, texts: readonly string[]): readonly string[] => {
  const dash = texts.length > 1 ? '- ' : ''
  const lines = texts.flatMap((text) =>
    wrap(tame(text), columns - indent - labelColumns - dash.length).map(
      (line, n) => (n === 0 ? dash : ' '.repeat(dash.length)) + line,
    ),
  )
  const margin = ' '.repeat(indent)
  return lines.map(
    (line, n) => margin + (n === 0 ? paint.dim(padEnd(label, labelColumns)) : ' '.repeat(labelColumns)) + line,
  )
}

const recognisedBy = ({ match }: Hit): readonly string[] => {
  const by = match.by.length > 0 ? match.by.join(', ') : 'the address'
  return [match.of.length > 0 ? `${by} (${match.of.join(', ')})` : by]
}

const block = (page: Page, hit: Hit, number: string): readonly string[] => {
  const { explanation } = hit
  const [first = '', ...rest] = wrap(explanation.title, page.columns - indent)
  const see = linkOf(explanation)
  return [
    padEnd(number, indent) + page.paint.bold(first),
    ...rest.map((line) => ' '.repeat(indent) + page.paint.bold(line)),
    '',
    ...labelled(page, 'where', [partyName(explanation.party)]),
    ...labelled(page, 'seen', recognisedBy(hit)),
    ...labelled(page, 'happened', [explanation.happened]),
    ...labelled(page, 'why', [explanation.why]),
    ...labelled(page, 'do', explanation.remedy),
    ...labelled(
      page,
      'asked by',
      citedBy(explanation).map(({ id, level }) => `${id} (${level})`),
    ),
    // A link that is broken where the line ends cannot be followed.
    ...(see === undefined ? [] : [' '.repeat(indent) + page.paint.dim(padEnd('read', labelColumns)) + see]),
    '',
  ]
}

const whatWasRead = ({ statuses, errors, descriptions, addresses, page }: Facts): readonly string[] => [
  ...(page ? ['a page'] : []),
  ...[...statuses].map((status) => `status ${status}`),
  ...[...errors].map((error) => `error ${error}`),
  ...descriptions.slice(0, 3),
  ...addresses.slice(0, 3).map(({ host, path }) => `${host}${path}`),
]

const unrecognised = (page: Page, facts: Facts): readonly string[] => {
  const { who, where: contact, send } = nextSteps(facts)
  const read = whatWasRead(facts)
  return [
    page.paint.bold('Not recognised: this error stands in none of our tables.'),
    '',
    ...labelled(page, 'read', read.length > 0 ? read : ['neither error code nor status nor address']),
    ...labelled(page, 'first', [
      'Look for error and error_description in the log of the service, and try again with that line.',
    ]),
    ...labelled(page, 'then ask', [contact === undefined ? who : `${who}: ${contact}`]),
    ...labelled(page, 'send', send),
    '',
  ]
}

/** What people read: each explanation as a block, the best first. */
export const renderExplained = ({ hits, facts }: Explained, options: ExplainedOptions = {}): string => {
  const { columns = 80, colour = false } = options
  const page: Page = { paint: painter(colour), columns: Math.min(100, Math.max(60, columns)) }
  if (hits.length === 0) return unrecognised(page, facts).join('\n')
  const more = hits.length > 1 ? [page.paint.dim(`${hits.length} explanations, the most likely first.`), ''] : []
  return [...more, ...hits.flatMap((hit, n) => block(page, hit, hits.length > 1 ? `${n + 1}.` : ''))].join('\n')
}
