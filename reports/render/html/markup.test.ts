import { expect, test } from 'vitest'
import { html, link, longText, markupText, ownText } from './markup.ts'

const text = (markup: ReturnType<typeof html>) => markupText(markup)

test('values are escaped, markup is not', () => {
  expect(text(html`<p title="${`"'<&>`}">${'<b>'}${html`<i>${1}</i>`}${undefined}</p>`)).toBe(
    '<p title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;<i>1</i></p>',
  )
})

test('lists are joined', () => {
  expect(text(html`<ul>${['a', '<', 'b'].map((each) => html`<li>${each}</li>`)}</ul>`)).toBe(
    '<ul><li>a</li><li>&lt;</li><li>b</li></ul>',
  )
})

test('an object that only looks like markup is not trusted', () => {
  const forged: unknown = JSON.parse('{"markup":"<b>","toString":null}')
  expect(() => text(html`${forged as string}`)).toThrow()
})

test.for<[string, boolean]>([
  ['https://aai.example.org/#a', true],
  ['HTTP://aai.example.org', true],
  ['javascript:alert(1)', false],
  [' https://x', false],
  ['https://a b', false],
  ['//evil.example', false],
  ['data:text/html,x', false],
  [`https://${'x'.repeat(3000)}`, false],
])('%s', ([url, isLink]) => {
  expect(text(link(url, 'x')).startsWith('<a ')).toBe(isLink)
})

test('long values are cut, later where they are evidence', () => {
  const huge = 'x'.repeat(1_000_000)
  expect(text(html`${huge}`).length).toBeLessThan(4200)
  expect(text(longText(huge)).length).toBeLessThan(60_200)
})

test.for(['</script>', 'a < b </STYLE', '<!-- x'])('our own text must not hold %s', (wrong) => {
  expect(() => ownText(wrong)).toThrow('would close its own element')
})
