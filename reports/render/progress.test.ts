import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { hostileTexts } from '../testing/hostile-result.ts'
import {
  advance,
  liveLines,
  nothingYet,
  type ProgressEvent,
  type ProgressState,
  plainLines,
  redraw,
} from './progress.ts'
import { width } from './width.ts'

const event = (done: number, more: Partial<ProgressEvent> = {}): ProgressEvent => ({
  target: 'openaire-beta',
  done,
  total: 40,
  counts: { pass: done },
  ...more,
})

/** What a log holds after these events. */
const log = (events: readonly ProgressEvent[]): readonly string[] => {
  let state: ProgressState = nothingYet
  return events.flatMap((each) => {
    const lines = plainLines(state, each)
    state = advance(state, each)
    return lines
  })
}

const options = { columns: 80, colour: false }

test('each target has one line, and keeps its place', () => {
  const events = [event(1), event(0, { target: 'production', total: 7 }), event(20, { current: 'oidc.op.code.happy' })]
  const state = events.reduce(advance, nothingYet)
  expect(liveLines(state, options)).toEqual([
    'openaire-beta  ━━━━━━━━━━──────────  20/40  oidc.op.code.happy',
    'production     ────────────────────  0/7',
  ])
})

test('what is not pass is told; what runs is not, once all is done', () => {
  const state = advance(nothingYet, event(40, { counts: { pass: 35, fail: 2, skip: 3 }, current: 'x' }))
  expect(liveLines(state, options)).toEqual(['openaire-beta  ━━━━━━━━━━━━━━━━━━━━  40/40  2 fail  3 skip'])
})

test('a target of no scenarios is done', () => {
  expect(liveLines(advance(nothingYet, event(0, { total: 0 })), options)[0]).toContain('━━━━━━━━━━━━━━━━━━━━  0/0')
})

test.for([20, 60, 80, 120])('no line is wider than %d columns, or the drawing would climb', (columns) => {
  for (const text of Object.values(hostileTexts)) {
    const counts = { pass: 1, warn: 2, fail: 3, skip: 4, error: 5, 'not-applicable': 6 }
    const state = advance(nothingYet, event(20, { target: text, current: text.repeat(9), counts }))
    for (const line of liveLines(state, { columns, colour: true })) {
      expect(width(stripVTControlCharacters(line))).toBeLessThanOrEqual(columns)
      expect(line).not.toMatch(/\n|\u009b/)
    }
  }
})

test('a drawing covers the one before', () => {
  expect(redraw(['a', 'b'], 0)).toBe('\r\u001b[Ja\nb\n')
  expect(redraw(['a', 'b'], 3)).toBe('\u001b[3A\r\u001b[Ja\nb\n')
})

test('a log gets a line for each tenth, and for the end', () => {
  const lines = log(Array.from({ length: 41 }, (_, done) => event(done)))
  expect(lines).toHaveLength(10)
  expect(lines[0]).toBe('openaire-beta: 4/40')
  expect(lines.at(-1)).toBe('openaire-beta: 40/40')
})

test('a failure is told when it happens, and once', () => {
  const failed = { pass: 4, fail: 1 }
  expect(
    log([
      event(4),
      event(5, { counts: failed }),
      event(5, { counts: failed, current: 'next' }),
      event(6, { counts: failed }),
    ]),
  ).toEqual(['openaire-beta: 4/40', 'openaire-beta: 5/40, 1 fail'])
})
