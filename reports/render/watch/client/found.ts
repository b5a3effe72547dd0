import type { ShownFinding, ShownLine } from '../shown.ts'
import { button, byId, el, mark, plural } from './dom.ts'

/** One thing that was found, and where. */
export interface Found {
  readonly finding: ShownFinding
  readonly client: string
  /** The newest last. */
  readonly lines: ShownLine[]
}

/** What was found so far at each service, the worst first, then what was seen most. */
export function foundIn(lines: readonly ShownLine[]): readonly Found[] {
  const all = new Map<string, Found>()
  for (const line of lines.toSorted((a, b) => a.number - b.number)) {
    const client = line.client ?? ''
    for (const finding of line.found) {
      const key = JSON.stringify([client, finding.rule])
      const known = all.get(key)
      if (known?.lines.includes(line)) continue
      all.set(key, { finding, client, lines: [...(known?.lines ?? []), line] })
    }
  }
  const weight = ({ finding, lines: seen }: Found) => (finding.verdict === 'fail' ? 1_000_000 : 0) + seen.length
  return [...all.values()].toSorted((a, b) => weight(b) - weight(a))
}

export function foundRow({ finding, client, lines }: Found, select: (id: string) => void): HTMLElement {
  const last = lines.at(-1)
  const where = `${plural(lines.length, 'login')}${client === '' ? '' : ` at ${client}`}`
  const go = button('Show the last', () => select(last?.id ?? ''))
  go.setAttribute('aria-label', `Show the last login with: ${finding.sentence}`)
  return el(
    'li.found-row',
    { 'data-rule': finding.rule },
    mark(finding.verdict, finding.verdict === 'fail' ? 'wrong:' : 'to improve:'),
    el(
      'div',
      {},
      el('p', {}, finding.sentence),
      el('p.muted.small', {}, el('code', {}, finding.cites), ` in ${where}`),
    ),
    go,
  )
}

/** Made when somebody looks, and again whenever it changes while they do. */
export function showFound(lines: readonly ShownLine[], select: (id: string) => void): void {
  if (byId('found').hidden) return
  const all = foundIn(lines)
  byId('found-list').replaceChildren(...all.map((each) => foundRow(each, select)))
  byId('found-none').hidden = all.length > 0
}
