import { expect, test } from 'vitest'
import type { RunResult } from '../model.ts'
import { hostileTexts, swollen, wrappedIn } from '../testing/hostile-result.ts'
import { interruptedResult, sampleResult } from '../testing/sample-result.ts'
import { unpacked } from '../testing/unpacked.ts'
import { renderHtml } from './html.ts'

/** Style and script have files of their own; in the golden page they would hide every other change. */
const withoutOwnText = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '<style></style>')
    .replace(/<script>.*<\/script>/s, '<script></script>')
    .replaceAll(/sha256-[\w+/]+=*/g, 'sha256-…')

/** The names of all tags, in order. */
const tags = (result: RunResult): readonly string[] =>
  withoutOwnText(unpacked(renderHtml(result))).match(/<\/?[a-z][a-z0-9]*|<!/gi) ?? []

test('as a file', async () => {
  await expect(withoutOwnText(unpacked(renderHtml(sampleResult)))).toMatchFileSnapshot(
    '../testing/golden/index.html.golden',
  )
})

test('nothing is loaded from anywhere', () => {
  const page = renderHtml(sampleResult)
  expect(page).not.toMatch(/<link|\ssrc=|@import|url\((?!"data:)/)
  expect(page).toContain('default-src &#39;none&#39;')
  expect(page).not.toContain('unsafe-')
})

test('style and handlers do not stand in attributes, where the policy would stop them', () => {
  expect(unpacked(renderHtml(sampleResult))).not.toMatch(/<[^>]*\s(?:style|on[a-z]+)=/)
})

test('an interrupted run has a banner, a complete one has none', () => {
  expect(renderHtml(interruptedResult)).toContain('This run is incomplete.</strong> SIGINT after 72 s')
  expect(renderHtml(sampleResult)).not.toContain('class="banner"')
})

test('ids are unique', () => {
  const ids = [...renderHtml(sampleResult).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
  expect(ids).toEqual([...new Set(ids)])
})

test('a run without targets and scenarios is a page, too', () => {
  expect(renderHtml({ ...sampleResult, targets: [], scenarios: [], exchanges: {} })).toContain('There was no target')
})

test.for(Object.entries(hostileTexts))('hostile text makes no tag: %s', ([, text]) => {
  expect(tags(wrappedIn(sampleResult, text))).toEqual(tags(wrappedIn(sampleResult, 'x')))
})

test('results that resemble each other cost little', () => {
  const [first] = sampleResult.scenarios.filter(({ evidence }) => evidence.length > 3)
  if (!first) throw new Error('the sample has a long scenario')
  const many = (count: number) =>
    renderHtml({
      ...sampleResult,
      scenarios: Array.from({ length: count }, (_, index) => ({ ...first, id: `${first.id}-${index}` })),
    }).length
  expect((many(300) - many(100)) / 200).toBeLessThan(1_500)
})

test('a megabyte in every field still makes a page', () => {
  expect(renderHtml(swollen(sampleResult)).length).toBeLessThan(3_000_000)
})
