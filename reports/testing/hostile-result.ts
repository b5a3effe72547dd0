import type { RunResult } from '../model.ts'

/** Fields whose words are fixed: the harness writes them, no target does. */
const fixed: ReadonlySet<string> = new Set(['format', 'verdict', 'level', 'plays', 'kind', 'driver', 'from', 'to'])

/** Objects whose member names are data. */
const keyed: ReadonlySet<string> = new Set(['documents', 'requirements', 'explanations', 'exchanges', 'facts'])

/** Gives the text to put instead of `value`; `path` has no indices and no data in it: `scenarios.checks.message`. */
export type Poison = (value: string, path: string) => string

const walk = (value: unknown, path: string, field: string, poison: Poison): unknown => {
  if (typeof value === 'string') return fixed.has(field) ? value : poison(value, path)
  if (Array.isArray(value)) return value.map((item) => walk(item, path, field, poison))
  if (typeof value !== 'object' || value === null) return value
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      keyed.has(field)
        ? [poison(key, `${path}.*`), walk(item, path, '', poison)]
        : [key, walk(item, below(key), key, poison)],
    ),
  )
}

/** The same result with every free text changed. Change alike what is alike, and references keep holding. */
export const poisoned = (result: RunResult, poison: Poison): RunResult => walk(result, '', '', poison) as RunResult

/** Text around every string, so that ids stay distinct and references hold. */
export const wrappedIn = (result: RunResult, text: string): RunResult =>
  poisoned(result, (value) => `${text}${value}${text}`)

/** In each place where text may stand, one string is huge: the first, and wherever else the same string stands. */
export const swollen = (result: RunResult, size = 1_000_000): RunResult => {
  const firsts = new Map<string, string>()
  poisoned(result, (value, path) => {
    if (!firsts.has(path)) firsts.set(path, value)
    return value
  })
  const chosen = new Set(firsts.values())
  return poisoned(result, (value) => (chosen.has(value) ? value + 'x'.repeat(size) : value))
}

export const hostileTexts: Readonly<Record<string, string>> = {
  script: '</script></style></title></textarea><script>window.executed = true</script>',
  attribute: `" onmouseover="window.executed = true" x='' onfocus='window.executed = true' autofocus `,
  image: '<img src=x onerror="window.executed = true"><svg onload="window.executed = true">',
  cdata: ']]>]]&gt;<!--  --!> <![CDATA[ <?xml ?> &bogus; &#0;',
  ansi: '\u001b[31m\u001b]0;title\u0007\u001b[2J\u009b1A\b\b',
  unseen: '\u0000\u0001\u202e\u2066\u200b\u200d\ufeff\u00ad\u2028\ufffe\uffff\u{e0041}\udfff \ud800',
  breaks:
    'one\r\ntwo\rthree\n\n\n# heading\n- item\n1. item\n```\nfence\n~~~\n    code\n\ttab\n---\n| a | b |\n|---|---|\n',
  markdown:
    '| `x` ``y`` [link](javascript:executed) ![i](http://evil.example/i.png) <http://evil.example> http://evil.example www.evil.example @someone a@evil.example **b** _i_ ~~s~~ \\| [^1] $x$ :tada:',
  percent: '%0A::error::x ::set-output name=a::b %s %d {{7*7}} <%= 7*7 %>',
  javascript: 'javascript:window.executed=true//',
}
