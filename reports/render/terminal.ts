import { heldBack, isKnown } from '../findings.ts'
import { type Check, overall, type RunResult, type ScenarioResult, type Verdict } from '../model.ts'
import { outcome, plural } from '../outcome.ts'
import { byTarget } from '../tally.ts'
import { meaning } from './meaning.ts'
import { type Paint, painter } from './paint.ts'
import { cut, duration, visible } from './text.ts'
import { padEnd, padStart, shorten, wrap } from './width.ts'
import { placeOf, word, worstFirst } from './words.ts'

export interface TerminalOptions {
  /** Of the terminal; what is written keeps between 80 and 120. */
  readonly columns?: number
  /** Off unless asked for; the caller honours NO_COLOR. */
  readonly colour?: boolean
}

interface Page {
  readonly result: RunResult
  readonly paint: Paint
  readonly columns: number
}

/** No character of a target reaches the terminal as a control: they are spelled out. */
const tame = (text: string): string => visible(cut(text, 2000)).replaceAll('\t', '  ')
const line = (text: string): string => tame(text).replaceAll('\n', ' ')

const nameColumns = 30
const numberColumns = 7

const table = ({ result, paint, columns }: Page): readonly string[] => {
  const head =
    padEnd('target', nameColumns) + worstFirst.map((verdict) => padStart(word(verdict), numberColumns)).join('')
  const rows = byTarget(result).map(({ target, counts, scenarios }) => {
    const numbers = worstFirst.map((verdict) => {
      const text = padStart(String(counts[verdict]), numberColumns)
      return counts[verdict] === 0 ? paint.dim(text) : paint.verdict(verdict, text)
    })
    const name = padEnd(shorten(line(target.title), nameColumns - 1), nameColumns)
    const roll = overall(scenarios.map((scenario) => scenario.verdict))
    return name + numbers.join('') + (scenarios.length === 0 ? '  nothing ran' : `  ${paint.verdict(roll, word(roll))}`)
  })
  return [paint.dim(head), paint.dim('─'.repeat(Math.min(columns, nameColumns + 6 * numberColumns + 7))), ...rows]
}

const indent = 6
const labelColumns = 11

const labelled = ({ paint, columns }: Page, label: string, text: string | undefined): readonly string[] => {
  if (text === undefined) return []
  const [first = '', ...rest] = wrap(tame(text), columns - indent - labelColumns)
  const blank = ' '.repeat(indent + labelColumns)
  return [`${' '.repeat(indent)}${paint.dim(padEnd(label, labelColumns))}${first}`, ...rest.map((each) => blank + each)]
}

const checkLines = (page: Page, check: Check): readonly string[] => {
  const requirement = page.result.requirements[check.cites]
  const stands = requirement ? ` (${requirement.level}; ${placeOf(page.result, requirement)})` : ''
  return [
    ...labelled(page, word(check.verdict), `${check.cites}${stands}`),
    ...labelled(page, 'found', check.message),
    ...labelled(page, 'sent', check.sent),
    ...labelled(page, 'expected', check.expected),
    ...labelled(page, 'got', check.actual),
    ...labelled(page, 'means', meaning(page.result, check.explained)),
    ...labelled(page, 'why', requirement?.why),
    ...labelled(page, 'do', requirement?.remedy),
    ...labelled(page, 'see', check.source),
  ]
}

const block = (page: Page, scenario: ScenarioResult, among: Verdict): readonly string[] => {
  const { paint, columns } = page
  const shown = padEnd(among === 'warn' ? 'warn' : among.toUpperCase(), indent)
  const [first = '', ...rest] = wrap(line(scenario.title), columns - indent)
  // Where the harness failed, nothing about the target was found and nothing is to be done there.
  const checks = among === 'error' ? [] : scenario.checks.filter((check) => check.verdict === among)
  return [
    paint.verdict(among, shown) + paint.bold(first),
    ...rest.map((each) => ' '.repeat(indent) + paint.bold(each)),
    ...wrap(line(`${scenario.id} @ ${scenario.target}`), columns - indent).map(
      (each) => ' '.repeat(indent) + paint.dim(each),
    ),
    ...labelled(page, 'reason', scenario.reason),
    ...labelled(page, 'means', meaning(page.result, scenario.explained)),
    ...checks.flatMap((check) => checkLines(page, check)),
    '',
  ]
}

const blocks = (page: Page, among: Verdict): readonly string[] =>
  page.result.scenarios
    .filter((scenario) => !isKnown(scenario))
    .filter(({ verdict, checks }) => verdict === among || checks.some((check) => check.verdict === among))
    .flatMap((scenario) => block(page, scenario, among))

/** Habits that a dialect or a preset knows are no news: the report tells each of them. */
const knownLines = (page: Page): readonly string[] => {
  const lines = byTarget(page.result).flatMap(({ target, scenarios }) => {
    const known = scenarios.filter(isKnown).length
    if (known === 0) return []
    // What is known of a service comes with its preset, which has its name.
    const software = target.plays === 'op' ? target.dialect : target.id
    const by = page.result.run.baseline ? `${software} or the baseline` : software
    const habits = `${plural(known, 'warning')}: known of ${by}`
    return labelled(page, 'warn', `${target.title}, ${habits}`)
  })
  return lines.length > 0 ? [page.paint.bold('Known, each with its reason in the report'), ...lines, ''] : []
}

/** The most frequent reasons; the report has all. */
const MOST_REASONS = 6

const heldBackLines = (page: Page): readonly string[] => {
  const all = heldBack(page.result)
  const inapplicable = all.filter(({ verdict }) => verdict === 'not-applicable')
  const rest = inapplicable.slice(MOST_REASONS).reduce((sum, { scenarios }) => sum + scenarios.length, 0)
  const shown = all.filter((each) => each.verdict === 'skip' || inapplicable.indexOf(each) < MOST_REASONS)
  const lines = shown.flatMap(({ verdict, reason, scenarios }) => [
    ...labelled(page, word(verdict), `${plural(scenarios.length, 'result')}: ${reason}`),
    ...labelled(page, 'means', meaning(page.result, scenarios[0]?.explained)),
  ])
  const further = rest > 0 ? labelled(page, word('not-applicable'), `${plural(rest, 'result')} for other reasons.`) : []
  return lines.length > 0 ? [page.paint.bold('Not judged'), ...lines, ...further, ''] : []
}

/** What stands in the terminal when a run has ended: what was found, the table, and one sentence. */
export const renderTerminal = (result: RunResult, { columns = 80, colour = false }: TerminalOptions = {}): string => {
  const page: Page = { result, paint: painter(colour), columns: Math.min(120, Math.max(80, columns)) }
  const { headline, exitCode } = outcome(result)
  const { run } = result
  const banner = run.complete ? [] : [...labelled(page, 'INCOMPLETE', run.interrupted ?? 'stopped before its end'), '']
  const problems = (run.baseline?.problems ?? []).flatMap((each) => labelled(page, 'baseline', each))
  const verdict = exitCode === 0 ? 'pass' : exitCode === 1 ? 'fail' : 'error'
  return [
    ...blocks(page, 'warn'),
    ...blocks(page, 'fail'),
    ...blocks(page, 'error'),
    ...knownLines(page),
    ...heldBackLines(page),
    ...banner,
    ...problems,
    ...(problems.length > 0 ? [''] : []),
    ...table(page),
    '',
    ...wrap(line(headline), page.columns).map((each) => page.paint.verdict(verdict, each)),
    page.paint.dim(
      line(`${plural(result.scenarios.length, 'result')} in ${duration(run.durationMs)}, exit code ${exitCode}`),
    ),
    '',
  ].join('\n')
}
