import { expect, test } from 'vitest'
import { type Measured, renderMetrics } from './metrics.ts'
import { certificate, goodRound, NOW, TARGET } from './testing/rounds.ts'

const nasty = 'a "quoted" \\ back\nline, {braces="x"}'

/** As the text format is read: https://prometheus.io/docs/instrumenting/exposition_formats/ */
const LINE = /^[a-z_]+(\{(?:[a-z_]+="(?:[^"\\\n]|\\\\|\\"|\\n)*",?)*\})? (-?[\d.]+(?:e[+-]?\d+)?)$/

const linesOf = (measured: Partial<Measured>): readonly string[] =>
  renderMetrics({ targets: [TARGET], now: NOW, ...measured })
    .split('\n')
    .slice(0, -1)

test('counts verdicts, facts and days', () => {
  const round = goodRound(
    {
      scenarios: { a: 'pass', b: 'pass', c: 'fail' },
      facts: { 'ID token, characters': 1107, software: nasty, tls: true },
    },
    [certificate(12.5)],
  )
  const lines = linesOf({ last: round, good: round })
  expect(lines).toEqual(
    expect.arrayContaining([
      'aai_up{target="openaire-beta"} 1',
      'aai_scenarios{target="openaire-beta",verdict="pass"} 2',
      'aai_scenarios{target="openaire-beta",verdict="warn"} 0',
      'aai_scenarios{target="openaire-beta",verdict="fail"} 1',
      'aai_worst_verdict{target="openaire-beta"} 4',
      'aai_fact{target="openaire-beta",fact="ID token, characters"} 1107',
      'aai_fact{target="openaire-beta",fact="tls"} 1',
      'aai_expiry_days{target="openaire-beta",kind="certificate",name="aai.example.org"} 12.5',
      `aai_round_timestamp_seconds ${NOW / 1000}`,
      'aai_round_duration_seconds 1.5',
    ]),
  )
})

test('nothing that a target says ends a label or a line', () => {
  const round = goodRound({ scenarios: { a: 'pass' }, facts: { [nasty]: nasty } }, [certificate(1, nasty)])
  const lines = linesOf({ last: round, targets: [nasty] })
  expect(lines).toContain(String.raw`aai_up{target="a \"quoted\" \\ back\nline, {braces=\"x\"}"} 1`)
  for (const line of lines.filter((each) => !each.startsWith('# '))) expect(line).toMatch(LINE)
})

test('each metric has one heading, and its samples below it', () => {
  const round = goodRound({ scenarios: { a: 'pass' }, facts: { size: 1 } }, [certificate(1)])
  const names = linesOf({ last: round, good: round }).map(
    (line) => line.replace(/^# (HELP|TYPE) /, '').split(/[ {]/)[0],
  )
  const blocks = names.filter((name, at) => name !== names[at - 1])
  expect(blocks).toEqual([...new Set(blocks)])
})

test('after a round that failed there are no verdicts, and the ends that are known stay', () => {
  const good = goodRound({ scenarios: { a: 'pass' } }, [certificate(12), { ...certificate(40, 'kid'), kind: 'key' }])
  const last = { ...good, failure: { message: 'gone', ours: false }, standings: [], expiries: [certificate(11)] }
  const text = linesOf({ last, good }).join('\n')
  expect(text).toContain('aai_up{target="openaire-beta"} 0')
  expect(text).not.toMatch(/aai_scenarios|aai_worst_verdict/)
  expect(text.match(/^aai_expiry_days.*$/gm)).toEqual([
    'aai_expiry_days{target="openaire-beta",kind="certificate",name="aai.example.org"} 11',
    'aai_expiry_days{target="openaire-beta",kind="key",name="kid"} 40',
  ])
})

test('before the first round there is nothing to say', () => {
  expect(renderMetrics({ targets: [TARGET], now: NOW })).toBe('')
})
