import { documents, requirements } from '#fixtures/requirements/index.ts'
import { painter } from '#reports/render/paint.ts'
import { flat, visible } from '#reports/render/text.ts'
import { padEnd, wrap } from '#reports/render/width.ts'
import type { Finding, Linted, Weight } from './model.ts'

export interface LintedOptions {
  /** Of the terminal. */
  readonly columns?: number
  readonly colour?: boolean
}

const WORDS: Readonly<Record<Weight, string>> = { fail: 'FAIL', warn: 'warn', note: 'note' }
const MARGIN = 6

const tame = (text: string): string => flat(visible(text))

const count = (findings: readonly Finding[], weight: Weight, one: string, more: string): readonly string[] => {
  const found = findings.filter((finding) => finding.weight === weight).length
  return found === 0 ? [] : [`${found} ${found === 1 ? one : more}`]
}

const summaryOf = ({ findings, settings }: Linted): string => {
  const counts = [
    ...count(findings, 'fail', 'thing to mend', 'things to mend'),
    ...count(findings, 'warn', 'thing to think about', 'things to think about'),
    ...count(findings, 'note', 'remark', 'remarks'),
  ]
  return counts.length === 0 ? `Nothing found in ${settings} settings.` : `${counts.join(', ')}.`
}

/** What was found in a file, for a person. */
export const renderLinted = (linted: Linted, { columns = 100, colour = false }: LintedOptions = {}): string => {
  const paint = painter(colour)
  const width = Math.min(Math.max(columns, 60), 100) - MARGIN
  const indent = ' '.repeat(MARGIN)
  const block = (text: string): readonly string[] => wrap(tame(text), width).map((line) => indent + line)
  const lines = linted.findings.flatMap((finding) => {
    const { line, weight, cites, setting, xpath = setting, found, wrong, write } = finding
    const tint = (text: string): string => (weight === 'note' ? paint.dim(text) : paint.verdict(weight, text))
    const { level, document, section } = requirements[cites]
    return [
      `${padEnd(tint(WORDS[weight]), MARGIN)}${tame(linted.file)}:${line}  ${tame(xpath)}`,
      ...block(wrong),
      ...(found ? block(`Found: ${found}`) : []),
      ...block(`Write: ${write}`),
      ...block(`${cites} (${level}): ${documents[document]?.title ?? document}, ${section}`).map(paint.dim),
      '',
    ]
  })
  return [`${tame(linted.file)}: read as ${linted.title}.`, '', ...lines, summaryOf(linted)].join('\n')
}
