import { type Finding, findings, harnessErrors, heldBack } from '../findings.ts'
import { overall, type RunResult, type Verdict } from '../model.ts'
import { outcome, plural } from '../outcome.ts'
import { byTarget } from '../tally.ts'
import { code, text } from './markdown/escape.ts'
import { meaning } from './meaning.ts'
import { duration, moment } from './text.ts'
import { placeOf, targetTitle, word, worstFirst } from './words.ts'

/** A job summary on GitHub may have one mebibyte: the lists end long before that. */
const mostItems = 50
const mostPlaces = 5

const table = (result: RunResult): readonly string[] => {
  const columns: readonly Verdict[] = worstFirst
  const head = ['Target', ...columns.map(word), 'worst']
  const rows = byTarget(result).map(({ target, counts, scenarios }) => {
    const numbers = columns.map((verdict) => (counts[verdict] === 0 ? '0' : `**${counts[verdict]}**`))
    const roll = scenarios.length > 0 ? word(overall(scenarios.map((scenario) => scenario.verdict))) : 'nothing ran'
    return [`${text(target.title)}<br>${text(target.issuer ?? target.id)}`, ...numbers, roll]
  })
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `| --- ${'| ---: '.repeat(columns.length)}| --- |`, ...rows.map(line)]
}

const item = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`  - ${name}: ${value}`]

const markdownMeaning = (result: RunResult, explained: readonly string[] | undefined): string | undefined => {
  const said = meaning(result, explained)
  return said && text(said)
}

const places = (result: RunResult, finding: Finding): readonly string[] => {
  const shown = finding.places.slice(0, mostPlaces).flatMap(({ scenario, check }) => {
    return [
      `- ${code(scenario.id)} at ${text(targetTitle(result, scenario.target))}: ${text(check.message)}`,
      ...item('sent', check.sent && code(check.sent)),
      ...item('expected', check.expected && code(check.expected)),
      ...item('got', check.actual && code(check.actual)),
      ...item('means', markdownMeaning(result, check.explained)),
    ]
  })
  const left = finding.places.length - mostPlaces
  return left > 0 ? [...shown, `- and ${plural(left, 'more place')}`] : shown
}

const findingLines = (result: RunResult, finding: Finding): readonly string[] => {
  const { requirement, cites } = finding
  return [
    `### ${word(finding.verdict)}: ${code(cites)}`,
    '',
    ...(requirement
      ? [`${requirement.level}, ${text(placeOf(result, requirement))}: ${text(requirement.text)}`, '']
      : []),
    ...places(result, finding),
    '',
    ...(requirement
      ? [`**Why it matters.** ${text(requirement.why)}`, '', `**What to do.** ${text(requirement.remedy)}`, '']
      : []),
  ]
}

const section = <T>(title: string, all: readonly T[], lines: (each: T) => readonly string[]): readonly string[] => {
  if (all.length === 0) return []
  const left = all.length - mostItems
  const more = left > 0 ? [`${left} more stand in index.html.`, ''] : []
  return [`## ${title}`, '', ...all.slice(0, mostItems).flatMap(lines), ...more]
}

const errorLines = (result: RunResult): readonly string[] => {
  const lines = section('Errors of the harness', harnessErrors(result), (scenario) => [
    `- ${code(scenario.id)} at ${text(targetTitle(result, scenario.target))}: ${text(scenario.reason ?? 'no reason given')}`,
  ])
  return lines.length > 0 ? [...lines, ''] : []
}

const heldBackLines = (result: RunResult): readonly string[] => {
  const lines = section('Not judged', heldBack(result), ({ verdict, reason, scenarios }) => [
    `- ${word(verdict)}, ${plural(scenarios.length, 'result')}: ${text(reason)}`,
    ...item('means', markdownMeaning(result, scenarios[0]?.explained)),
  ])
  return lines.length > 0 ? [...lines, ''] : []
}

/** The report as GitHub Flavored Markdown, for a job summary. */
export const renderMarkdown = (result: RunResult): string => {
  const { run } = result
  const banner = run.complete
    ? []
    : [`> **This run is incomplete.** ${text(run.interrupted ?? 'It was stopped before its end.')}`, '']
  return [
    `# ${text(outcome(result).headline)}`,
    '',
    ...banner,
    ...table(result),
    '',
    ...(run.baseline?.problems ?? []).flatMap((each) => [`> **Baseline.** ${text(each)}`, '']),
    ...errorLines(result),
    ...section('Failures', findings(result, ['fail']), (finding) => findingLines(result, finding)),
    ...section('Warnings', findings(result, ['warn']), (finding) => findingLines(result, finding)),
    ...heldBackLines(result),
    `${text(moment(run.startedAt))}, ${duration(run.durationMs)}, selection ${code(run.selection)}, seed ${code(run.seed)}, harness ${code(run.harness)}.`,
    '',
  ].join('\n')
}
