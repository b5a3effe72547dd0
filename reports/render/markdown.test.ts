import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import type { RunResult } from '../model.ts'
import { hostileTexts, swollen, wrappedIn } from '../testing/hostile-result.ts'
import { interruptedResult, sampleResult } from '../testing/sample-result.ts'
import { renderMarkdown } from './markdown.ts'

const toHtml = (result: RunResult): string =>
  micromark(renderMarkdown(result), { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })

/** Elements in order, without comments: they part names from their at signs. */
const structure = (result: RunResult): readonly string[] =>
  toHtml(result)
    .replaceAll('<!-- -->', '')
    .match(/<[^>]*>/g) ?? []

test('as a file', async () => {
  await expect(renderMarkdown(sampleResult)).toMatchFileSnapshot('../testing/golden/summary.md.golden')
})

test('failures come before warnings, and both before what was held back', () => {
  const headings = [...renderMarkdown(sampleResult).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)
  expect(headings).toEqual(['Errors of the harness', 'Failures', 'Warnings', 'Not judged'])
})

test('an interrupted run says so at once', () => {
  expect(renderMarkdown(interruptedResult)).toMatch(
    /^# The run was cut short\n\n> \*\*This run is incomplete\.\*\* SIGINT after 72 s/,
  )
})

test('a run without findings is a table and a line', () => {
  const clean = { ...sampleResult, scenarios: sampleResult.scenarios.filter(({ verdict }) => verdict === 'pass') }
  expect(renderMarkdown(clean)).not.toContain('##')
})

test.for(Object.entries(hostileTexts))('hostile text stays text: %s', ([, text]) => {
  expect(structure(wrappedIn(sampleResult, text))).toEqual(structure(wrappedIn(sampleResult, 'harmless')))
})

test('text at the start of a line begins no list and no heading', () => {
  for (const start of ['1. ', '1) ', '- ', '+ ', '* ', '# ', '> ', '=== ', '--- ', '    ', ':--- ', '[x] '])
    expect(structure(wrappedIn(sampleResult, start)), start).toEqual(structure(wrappedIn(sampleResult, 'x ')))
})

test('no line is a command to a runner of workflows', () => {
  expect(renderMarkdown(wrappedIn(sampleResult, '\n::error::x\n'))).not.toMatch(/^::/m)
})

test('what GitHub takes is never exceeded', () => {
  const [sample] = sampleResult.scenarios.filter(({ verdict }) => verdict === 'fail')
  if (!sample) throw new Error('The sample has lost its failures.')
  const scenarios = Array.from({ length: 2000 }, (_, index) => ({
    ...sample,
    id: `s.${index}`,
    checks: [
      { cites: `R-${index}`, verdict: 'fail' as const, message: 'x'.repeat(10_000), expected: '|'.repeat(10_000) },
    ],
  }))
  const text = renderMarkdown({ ...sampleResult, scenarios })
  expect(Buffer.byteLength(text)).toBeLessThan(1_000_000)
  expect(text).toContain('1950 more stand in index.html.')
  expect(Buffer.byteLength(renderMarkdown(swollen(sampleResult)))).toBeLessThan(100_000)
})
