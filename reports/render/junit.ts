import type { Check, RunResult, ScenarioResult, Target } from '../model.ts'
import { byTarget, type TargetTally, tally } from '../tally.ts'
import { meaning } from './meaning.ts'
import { cut, flat, visible } from './text.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
}

const most = 20_000

/** `visible` leaves only characters that XML 1.0 allows (section 2.2). */
const text = (value: string): string =>
  visible(cut(value, most)).replace(/[&<>]/g, (character) => entities[character] ?? '')

const attribute = (value: string): string =>
  visible(cut(value, most)).replace(/[&<>"\n\t]/g, (character) => entities[character] ?? '')

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

type Attributes = Readonly<Record<string, string | number | undefined>>

const element = (name: string, attributes: Attributes, children: readonly string[] = []): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
    .join('')
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('\n')}</${name}>`
}

const properties = (rows: readonly (readonly [string, string | undefined])[]): readonly string[] => {
  const given = rows.flatMap(([name, value]) => (value === undefined ? [] : [element('property', { name, value })]))
  return given.length > 0 ? [element('properties', {}, given)] : []
}

const line = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`${name}: ${value}`]

const told = (result: RunResult, check: Check): string => {
  const requirement = result.requirements[check.cites]
  return [
    `${check.cites}: ${check.message}`,
    ...line('sent', check.sent),
    ...line('expected', check.expected),
    ...line('got', check.actual),
    ...line('required', requirement?.text),
    ...line('why it matters', requirement?.why),
    ...line('what to do', requirement?.remedy),
    ...line('what the error means', meaning(result, check.explained)),
    ...line('checked in', check.source),
  ].join('\n')
}

/** Readers of JUnit know one failure per test: the first broken requirement names it, the text tells all. */
const failure = (result: RunResult, scenario: ScenarioResult): readonly string[] => {
  const failed = scenario.checks.filter((check) => check.verdict === 'fail')
  const [first] = failed
  if (!first) return [element('failure', { message: scenario.reason ?? 'failed', type: 'unknown' })]
  const body = failed.map((check) => told(result, check)).join('\n\n')
  return [element('failure', { message: flat(first.message), type: first.cites }, [text(body)])]
}

const judgement = (result: RunResult, scenario: ScenarioResult): readonly string[] => {
  const { verdict, reason = '' } = scenario
  if (verdict === 'fail') return failure(result, scenario)
  if (verdict === 'error') return [element('error', { message: flat(reason), type: 'harness' }, [text(reason)])]
  if (verdict === 'skip') return [element('skipped', { message: flat(reason) })]
  return verdict === 'not-applicable' ? [element('skipped', { message: `not applicable: ${flat(reason)}` })] : []
}

const testcase = (result: RunResult, scenario: ScenarioResult): string => {
  const { id, target, title, durationMs, verdict, fault } = scenario
  const warned = scenario.checks.filter((check) => check.verdict === 'warn').map((check) => told(result, check))
  const family = id.split('.').slice(0, -1).join('.') || id
  const file = scenario.checks.find((check) => check.source)?.source?.replace(/:\d+$/, '')
  return element(
    'testcase',
    { classname: `${target}.${family}`, name: `${id}: ${title}`, file, time: seconds(durationMs) },
    [
      ...properties([
        ['verdict', verdict],
        ['fault', fault],
        ['tags', scenario.tags.join(' ') || undefined],
      ]),
      ...judgement(result, scenario),
      ...(warned.length > 0 ? [element('system-out', {}, [text(`warn\n${warned.join('\n\n')}`)])] : []),
    ],
  )
}

const about = (target: Target): readonly string[] =>
  properties([
    ['title', target.title],
    ['plays', target.plays],
    ['issuer', target.issuer],
    ['profile', target.profile],
    ['dialect', target.dialect],
    ...Object.entries(target.facts).map(([name, value]) => [`fact: ${name}`, String(value)] as const),
  ])

const numbers = (scenarios: readonly ScenarioResult[]) => {
  const counts = tally(scenarios)
  return {
    tests: scenarios.length,
    failures: counts.fail,
    errors: counts.error,
    skipped: counts.skip + counts['not-applicable'],
    time: seconds(scenarios.reduce((sum, scenario) => sum + scenario.durationMs, 0)),
  }
}

const suite = (result: RunResult, { target, scenarios }: TargetTally): string =>
  element('testsuite', { name: target.id, ...numbers(scenarios), timestamp: result.run.startedAt }, [
    ...about(target),
    ...scenarios.map((scenario) => testcase(result, scenario)),
  ])

/** A run that was cut short must not look green to a reader that counts only errors and failures. */
const unfinished = ({ run }: RunResult): readonly string[] => {
  if (run.complete) return []
  const reason = run.interrupted ?? 'stopped before its end'
  const error = element('error', { message: flat(reason), type: 'interrupted' }, [text(reason)])
  const only = element('testcase', { classname: 'run', name: 'the run came to its end', time: 0 }, [error])
  return [element('testsuite', { name: 'run', tests: 1, failures: 0, errors: 1, skipped: 0, time: 0 }, [only])]
}

/** The report as JUnit XML: one test suite per target, one test case per scenario. */
export const renderJunit = (result: RunResult): string => {
  const { tests, errors, ...others } = numbers(result.scenarios)
  const more = result.run.complete ? 0 : 1
  const root = element(
    'testsuites',
    {
      name: 'aai-conformance',
      tests: tests + more,
      errors: errors + more,
      ...others,
      time: seconds(result.run.durationMs),
    },
    [...unfinished(result), ...byTarget(result).map((each) => suite(result, each))],
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}
