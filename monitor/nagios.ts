import { plural } from '#reports/outcome.ts'
import { visible } from '#reports/render/text.ts'
import { judged } from '#reports/tally.ts'
import { daysUntil, type Thresholds, urgencies, urgencyOf } from './expiries.ts'
import type { Expiry, Round, Standing } from './round.ts'

/** As monitoring plugins end: OK, WARNING, CRITICAL, UNKNOWN. */
export const states = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const
export type State = (typeof states)[number]

export interface PluginOutput {
  readonly line: string
  readonly exitCode: 0 | 1 | 2 | 3
}

/** One thing that is said, and what it makes of the whole. */
interface Finding {
  readonly state: State
  readonly text: string
}

/** A certain failure is never hidden by what could not be told. */
const severity: readonly State[] = ['OK', 'UNKNOWN', 'WARNING', 'CRITICAL']

const LONGEST = 1_000

/** The first line ends at a line break, its text at a bar. */
const plain = (text: string): string => visible(text).replaceAll(/\s+/g, ' ').replaceAll('|', '/').slice(0, LONGEST)

/** Labels stand between single quotes, which double within, and hold no equals sign. */
const label = (text: string): string => `'${plain(text).replaceAll('=', '-').replaceAll("'", "''")}'`

const countsOf = ({ counts }: Standing): string => {
  const { pass, warn, fail, error, skip } = counts
  const parts = { passed: pass, warnings: warn, failed: fail, errors: error, skipped: skip }
  return Object.entries(parts)
    .flatMap(([word, count]) => (count > 0 ? `${count} ${word}` : []))
    .join(', ')
}

const SHOWN = 3

const foundBy = (standing: Standing, verdict: 'fail' | 'warn' | 'error'): string => {
  const ids = standing.found.filter((each) => each.verdict === verdict).map(({ scenario }) => scenario)
  const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : ''
  return `${ids.slice(0, SHOWN).join(', ')}${more}`
}

const ofStanding = (standing: Standing): Finding => {
  const { id, counts } = standing
  const all = countsOf(standing)
  if (counts.fail > 0) return { state: 'CRITICAL', text: `${id}: ${foundBy(standing, 'fail')} failed (${all})` }
  if (counts.error > 0)
    return { state: 'UNKNOWN', text: `${id}: the harness failed in ${foundBy(standing, 'error')} (${all})` }
  if (judged(counts) === 0) return { state: 'UNKNOWN', text: `${id}: nothing was judged (${all || 'nothing played'})` }
  if (counts.warn > 0) return { state: 'WARNING', text: `${id}: ${foundBy(standing, 'warn')} to improve (${all})` }
  return { state: 'OK', text: `${id}: ${all}` }
}

const ofExpiry = (expiry: Expiry, now: number, thresholds: Thresholds): readonly Finding[] => {
  const urgency = urgencyOf(expiry, now, thresholds)
  if (urgency === 'none') return []
  const days = Math.floor(Math.abs(daysUntil(expiry, now)))
  const when = urgency === 'over' ? `ran out ${plural(days, 'day')} ago` : `runs out in ${plural(days, 'day')}`
  const state: State = urgencies.indexOf(urgency) >= urgencies.indexOf('critical') ? 'CRITICAL' : 'WARNING'
  return [{ state, text: `${expiry.target}: ${expiry.kind} ${expiry.name} ${when}` }]
}

const ofFailure = ({ failure }: Round): readonly Finding[] =>
  failure ? [{ state: failure.ours ? 'UNKNOWN' : 'CRITICAL', text: failure.message }] : []

/** `label=value;warning;critical`: `30:` warns below 30. */
const performance = ({ standings, expiries, durationMs }: Round, now: number, thresholds: Thresholds): string => {
  const counts = standings.flatMap(({ id, counts: { pass, warn, fail, error } }) =>
    Object.entries({ pass, warn, fail, error }).map(([verdict, count]) => `${label(`${id} ${verdict}`)}=${count}`),
  )
  const { warning, critical } = thresholds
  const days = expiries.map((expiry) => {
    const limits = expiry.kind === 'token' ? '' : `;${warning}:;${critical}:`
    return `${label(`${expiry.target} ${expiry.kind} ${expiry.name} days`)}=${daysUntil(expiry, now).toFixed(1)}${limits}`
  })
  return [`'duration'=${(durationMs / 1000).toFixed(1)}s`, ...counts, ...days].join(' ')
}

const worstState = (findings: readonly Finding[]): State =>
  findings.reduce<State>(
    (worst, { state }) => (severity.indexOf(state) > severity.indexOf(worst) ? state : worst),
    'OK',
  )

const bySeverity = (a: Finding, b: Finding): number => severity.indexOf(b.state) - severity.indexOf(a.state)

const outputOf = (state: State, text: string, data: string): PluginOutput => ({
  line: `AAI ${state} - ${plain(text)}${data === '' ? '' : ` | ${data}`}`,
  exitCode: states.indexOf(state) as PluginOutput['exitCode'],
})

/** One line as monitoring plugins print it, and the code with which they end. */
export const pluginOutput = (round: Round, now: number, thresholds: Thresholds): PluginOutput => {
  const findings = [
    ...ofFailure(round),
    ...round.standings.map(ofStanding),
    ...round.expiries.flatMap((expiry) => ofExpiry(expiry, now, thresholds)),
  ].toSorted(bySeverity)
  const text = findings.map((each) => each.text).join('; ')
  return outputOf(worstState(findings), text, performance(round, now, thresholds))
}

/** Before anything could be asked. */
export const unknown = (message: string): PluginOutput => outputOf('UNKNOWN', message, '')
