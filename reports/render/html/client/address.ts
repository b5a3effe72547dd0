/** What the address of the page says. It runs in the reader's browser: no imports, nothing from outside the functions. */
export interface View {
  /** Element id of the opened result; empty for none. */
  readonly scenario: string
  readonly verdicts: readonly string[]
  readonly targets: readonly string[]
  readonly tag: string
  readonly requirement: string
  /** Words that must all occur. */
  readonly text: string
}

/** What a result offers to the filter; `text` in lower case. */
export interface Item {
  readonly verdict: string
  readonly target: string
  readonly tags: readonly string[]
  readonly cites: readonly string[]
  readonly text: string
}

/** Of `#oidc.op.pkce.s256@beta?v=fail&q=code`; either part may be missing. */
export function parseAddress(hash: string): View {
  const [scenario = '', ...rest] = hash.replace(/^#/, '').split('?')
  const filters = new URLSearchParams(rest.join('?'))
  return {
    scenario: scenario.includes('@') ? scenario : '',
    verdicts: filters.getAll('v'),
    targets: filters.getAll('t'),
    tag: filters.get('tag') ?? '',
    requirement: filters.get('r') ?? '',
    text: filters.get('q') ?? '',
  }
}

/** The other way round; empty for the plain page. */
export function formatAddress(view: View): string {
  const filters = [
    ...view.verdicts.map((verdict) => ['v', verdict]),
    ...view.targets.map((target) => ['t', target]),
    ['tag', view.tag],
    ['r', view.requirement],
    ['q', view.text],
  ]
  const query = filters
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&')
  return view.scenario + (query ? `?${query}` : '')
}

export function isFiltered(view: View): boolean {
  return view.verdicts.length + view.targets.length > 0 || Boolean(view.tag || view.requirement || view.text.trim())
}

export function matches(view: View, item: Item): boolean {
  if (view.verdicts.length > 0 && !view.verdicts.includes(item.verdict)) return false
  if (view.targets.length > 0 && !view.targets.includes(item.target)) return false
  if (view.tag && !item.tags.includes(view.tag)) return false
  if (view.requirement && !item.cites.includes(view.requirement)) return false
  const words = view.text.toLowerCase().split(/\s+/)
  return words.every((word) => item.text.includes(word))
}
