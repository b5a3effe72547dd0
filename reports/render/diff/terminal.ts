import { type Change, type DiffResult, type Drift, isWorse, type Pairing } from '../../diff/model.ts'
import { type Paint, painter } from '../paint.ts'
import { cut, visible } from '../text.ts'
import { wrap } from '../width.ts'
import { word } from '../words.ts'
import { cautions, counted, drifted, groupTitles, headline, ofKind, type Wording, wordingOf } from './words.ts'

interface Page {
  readonly wording: Wording
  readonly paint: Paint
  readonly columns: number
}

/** Of each kind; the page has all. */
const MOST = 20
const SAME_REASONS = 3

/** No line of a target begins a line here. */
const line = (text: string): string => visible(cut(text, 600)).replaceAll(/[\n\t]/g, ' ')

const indented = ({ columns }: Page, text: string, by: number): readonly string[] =>
  wrap(line(text), columns - by).map((each) => ' '.repeat(by) + each)

const verdictsIn = ({ paint }: Page, { before, after }: Change): string =>
  [before, after].map((side) => (side ? paint.verdict(side.verdict, word(side.verdict)) : paint.dim('–'))).join(' → ')

const changeLines = (page: Page, change: Change): readonly string[] => {
  const { before, after, scenario, title } = change
  const reasons = (after ?? before)?.reasons ?? []
  const was = change.kind === 'reason' ? (before?.reasons ?? []) : []
  return [
    `  ${verdictsIn(page, change)}  ${page.paint.bold(line(scenario))}`,
    ...indented(page, title, 6).map(page.paint.dim),
    ...was.slice(0, SAME_REASONS).flatMap((reason) => indented(page, `${page.wording.before}: ${reason}`, 6)),
    ...reasons
      .slice(0, SAME_REASONS)
      .flatMap((reason) => indented(page, was.length > 0 ? `${page.wording.after}: ${reason}` : reason, 6)),
  ]
}

const more = ({ paint }: Page, count: number): readonly string[] =>
  count > 0 ? [paint.dim(`  and ${count} more, in the page and with --json`)] : []

const driftLines = (page: Page, drift: Drift): readonly string[] => {
  const { gone, come } = drifted(drift)
  const { before, after } = page.wording
  const seen = [gone && `${gone} ${before}`, come && `${come} ${after}`].filter(Boolean).join('; ')
  return indented(page, `${groupTitles[drift.group]}, ${drift.name}: ${seen}`, 2)
}

const section = (page: Page, title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [page.paint.bold(title), ...lines, '']

const pairingLines = (page: Page, { title, changes, drifts, same, necessary }: Pairing): readonly string[] => [
  page.paint.bold(line(title)),
  ...indented(page, [page.wording.same(same), ...necessary].join(' '), 2).map(page.paint.dim),
  ...(changes.length + drifts.length > 0 ? [''] : []),
  ...page.wording.kinds.flatMap(([kind, heading]) => {
    const all = ofKind(changes, kind)
    const lines = all.slice(0, MOST).flatMap((change) => changeLines(page, change))
    return section(page, `${heading} (${all.length})`, [...lines, ...more(page, all.length - MOST)])
  }),
  ...section(page, `Seen otherwise (${drifts.length})`, [
    ...drifts.slice(0, MOST).flatMap((drift) => driftLines(page, drift)),
    ...more(page, drifts.length - MOST),
  ]),
]

/** What changed, for a terminal; the widths are those of the report of a run. */
export const renderDiffTerminal = (
  result: DiffResult,
  { columns = 80, colour = false }: { readonly columns?: number; readonly colour?: boolean } = {},
): string => {
  const page: Page = {
    ...{ wording: wordingOf(result), paint: painter(colour) },
    columns: Math.min(120, Math.max(80, columns)),
  }
  return [
    ...result.pairings.flatMap((pairing) => pairingLines(page, pairing)),
    '',
    ...section(
      page,
      'Before you trust this',
      cautions(result).flatMap((text) => indented(page, text, 2)),
    ),
    page.paint.verdict(isWorse(result) ? 'fail' : 'pass', headline(result)),
    page.paint.dim(counted(result).join(', ')),
    '',
  ].join('\n')
}
