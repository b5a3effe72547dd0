import type { Change, DiffResult, Drift, Pairing } from '../../diff/model.ts'
import { code, text } from '../markdown/escape.ts'
import {
  cautions,
  counted,
  drifted,
  groupTitles,
  headline,
  ofKind,
  verdictsOf,
  type Wording,
  wordingOf,
} from './words.ts'

const MOST = 50

const changeLines = (change: Change, wording: Wording): readonly string[] => {
  const { before, after, scenario } = change
  const told = (name: string, reasons: readonly string[] = []) => reasons.map((each) => `  - ${name}${text(each)}`)
  const was = change.kind === 'reason' ? told(`${text(wording.before)}: `, before?.reasons) : []
  return [
    `- ${code(scenario)}: ${text(verdictsOf(change, wording))}`,
    ...was,
    ...told(was.length > 0 ? `${text(wording.after)}: ` : '', (after ?? before)?.reasons),
  ]
}

const driftLine = (drift: Drift): string => {
  const { gone, come } = drifted(drift)
  const cell = (value: string): string => (value === '' ? '–' : text(value))
  return `| ${groupTitles[drift.group]} | ${text(drift.name)} | ${cell(gone)} | ${cell(come)} |`
}

const shortened = (lines: readonly string[], count: number): readonly string[] =>
  count > MOST ? [...lines, `- and ${count - MOST} more`] : lines

const pairingLines = ({ title, changes, drifts, same, necessary }: Pairing, wording: Wording): readonly string[] => [
  `## ${text(title)}`,
  '',
  [wording.same(same), ...necessary.map(text)].join(' '),
  '',
  ...wording.kinds.flatMap(([kind, heading]) => {
    const all = ofKind(changes, kind)
    if (all.length === 0) return []
    return [
      `### ${text(heading)} (${all.length})`,
      '',
      ...shortened(
        all.slice(0, MOST).flatMap((each) => changeLines(each, wording)),
        all.length,
      ),
      '',
    ]
  }),
  ...(drifts.length === 0
    ? []
    : [
        ...[
          `### Seen otherwise (${drifts.length})`,
          '',
          `| of | what | only ${text(wording.before)} | only ${text(wording.after)} |`,
          '| --- | --- | --- | --- |',
        ],
        ...drifts.slice(0, MOST).map(driftLine),
        '',
      ]),
]

/** What changed, as GitHub Flavored Markdown. */
export const renderDiffMarkdown = (result: DiffResult): string =>
  [
    `# ${text(headline(result))}`,
    '',
    ...counted(result).map((each) => `- ${text(each)}`),
    '',
    ...cautions(result).map((each) => `> ${text(each)}\n`),
    ...result.pairings.flatMap((each) => pairingLines(each, wordingOf(result))),
    `${code(result.before.name)} of ${text(result.before.startedAt)}, then ${code(result.after.name)} of ${text(result.after.startedAt)}.`,
    '',
  ].join('\n')
