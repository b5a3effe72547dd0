import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { hostileTexts, swollen, wrappedIn } from '../testing/hostile-result.ts'
import { interruptedResult, sampleResult } from '../testing/sample-result.ts'
import { renderTerminal } from './terminal.ts'
import { width } from './width.ts'

const widest = (text: string): number => Math.max(...stripVTControlCharacters(text).split('\n').map(width))

test('as a file', async () => {
  await expect(renderTerminal(sampleResult)).toMatchFileSnapshot('../testing/golden/terminal.txt.golden')
})

test('colour only when asked for, and nothing else changes with it', () => {
  const plain = renderTerminal(sampleResult, { columns: 100 })
  const coloured = renderTerminal(sampleResult, { columns: 100, colour: true })
  expect(plain).not.toContain('\u001b')
  expect(coloured).toContain('\u001b[1;31mFAIL')
  expect(stripVTControlCharacters(coloured)).toBe(plain)
})

test.for<[number | undefined, number]>([
  [undefined, 80],
  [20, 80],
  [100, 100],
  [400, 120],
])('%s columns are %s', ([columns, most]) => {
  const text = renderTerminal(wrappedIn(sampleResult, 'word '.repeat(60)), columns === undefined ? {} : { columns })
  expect(widest(text)).toBeLessThanOrEqual(most)
  expect(widest(text)).toBeGreaterThan(most - 12)
})

test('the worst stands last, where the reader is', () => {
  const marks = [...renderTerminal(sampleResult).matchAll(/^(warn|FAIL|ERROR)/gm)].map(([mark]) => mark)
  expect(marks).toEqual(['warn', 'FAIL', 'FAIL', 'ERROR'])
})

test('what the software is known for is counted, not told again; what is new beside it is', () => {
  const warned = sampleResult.scenarios.find(({ verdict }) => verdict === 'warn')
  const { id = '', target = '', checks = [] } = warned ?? {}
  const having = (known: (at: number) => string | undefined) => ({
    ...sampleResult,
    scenarios: sampleResult.scenarios.map((scenario) =>
      scenario === warned
        ? { ...scenario, checks: checks.map((check, at) => ({ ...check, known: known(at) })) }
        : scenario,
    ),
  })
  expect(renderTerminal(having(() => undefined))).toContain(`${id} @ ${target}`)
  const text = renderTerminal(having(() => 'does so'))
  expect(text).not.toContain(`${id} @ ${target}`)
  expect(text).toMatch(/Known, each with its reason in the report\n +warn .*1 warning/s)
})

test('six reasons for what does not apply are enough', () => {
  const [first] = sampleResult.scenarios
  const scenarios = Array.from({ length: 20 }, (_, at) => ({
    ...first,
    verdict: 'not-applicable' as const,
    reason: `Reason ${at}.`,
    checks: [],
  }))
  const text = renderTerminal({ ...sampleResult, scenarios } as typeof sampleResult)
  expect(text.match(/: Reason \d+\./g)).toHaveLength(6)
  expect(text).toContain('14 results for other reasons.')
})

test('an interrupted run says why', () => {
  expect(renderTerminal(interruptedResult)).toContain('INCOMPLETE SIGINT after 72 s')
})

test.for(Object.entries(hostileTexts))('hostile text controls nothing: %s', ([, text]) => {
  const written = renderTerminal(wrappedIn(sampleResult, text))
  expect(written).not.toMatch(/[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]--\n]/v)
  expect(widest(written)).toBeLessThanOrEqual(80)
})

test('a megabyte is cut', () => {
  expect(renderTerminal(swollen(sampleResult)).length).toBeLessThan(100_000)
})
