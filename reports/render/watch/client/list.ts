import type { ShownLine } from '../shown.ts'
import { byId, el, mark, timeOf } from './dom.ts'
import { phaseWords, titleOf } from './login.ts'

export interface Logins {
  readonly lines: Map<string, ShownLine>
  readonly rows: Map<string, HTMLElement>
  selected: string | undefined
}

/** What a list shows of it at a glance: a fault counts most, and where nothing is judged there is nothing to tick. */
export function glanceOf({ counts, fault }: ShownLine): readonly [verdict: string, word: string] {
  if (counts.fail > 0) return ['fail', 'wrong:']
  if (fault) return ['error', 'with a fault:']
  if (counts.warn > 0) return ['warn', 'to improve:']
  return counts.pass > 0 ? ['pass', 'right:'] : ['not-applicable', '']
}

export function summaryOf({ counts }: ShownLine): string {
  const words = [counts.fail > 0 ? `${counts.fail} wrong` : '', counts.warn > 0 ? `${counts.warn} to improve` : '']
  return words.filter(Boolean).join(', ') || (counts.pass > 0 ? 'nothing wrong' : '')
}

export function rowOf(line: ShownLine): HTMLElement {
  const [verdict, word] = glanceOf(line)
  const isWrong = line.counts.fail + line.counts.warn > 0
  const row = el(
    'li.row',
    {
      role: 'option',
      id: `row-${line.id}`,
      'aria-selected': 'false',
      'data-wrong': isWrong,
      'data-started': line.startedAt,
    },
    mark(verdict, word),
    el('span.row-title', {}, titleOf(line)),
    el('span.row-time', {}, timeOf(line.startedAt)),
    el('span.row-more', {}, [summaryOf(line), phaseWords(line.phase)].filter(Boolean).join(' · ')),
    line.fault ? el('span.row-fault', {}, `Fault: ${line.fault.title}`) : undefined,
  )
  row.dataset.said = `${row.textContent}`.toLowerCase()
  return row
}

export function isKept(row: HTMLElement): boolean {
  const words = byId<HTMLInputElement>('filter').value.toLowerCase().split(/\s+/)
  const wrong = !byId<HTMLInputElement>('only-wrong').checked || row.dataset.wrong !== undefined
  return wrong && words.every((word) => row.dataset.said?.includes(word))
}

export function showCount({ rows }: Logins): void {
  const shown = [...rows.values()].filter((row) => !row.hidden).length
  byId('count').textContent = rows.size === 0 ? '' : shown === rows.size ? `${rows.size}` : `${shown} of ${rows.size}`
  byId('forget').hidden = rows.size === 0
}

export function filterRows(logins: Logins): void {
  for (const row of logins.rows.values()) row.hidden = !isKept(row)
  showCount(logins)
}

export function markSelected(logins: Logins, id: string | undefined): void {
  const list = byId('list')
  logins.rows.get(logins.selected ?? '')?.setAttribute('aria-selected', 'false')
  logins.selected = id
  const row = logins.rows.get(id ?? '')
  row?.setAttribute('aria-selected', 'true')
  if (row) list.setAttribute('aria-activedescendant', row.id)
  else list.removeAttribute('aria-activedescendant')
}

/** The newest first; a row that is there is replaced where it stands. */
export function putRow(logins: Logins, line: ShownLine): void {
  const row = rowOf(line)
  const old = logins.rows.get(line.id)
  logins.lines.set(line.id, line)
  logins.rows.set(line.id, row)
  row.hidden = !isKept(row)
  if (old) old.replaceWith(row)
  else byId('list').prepend(row)
  if (logins.selected === line.id) markSelected(logins, line.id)
}

export function dropRows(logins: Logins, gone: (line: ShownLine) => boolean): void {
  for (const [id, line] of logins.lines) {
    if (!gone(line)) continue
    logins.rows.get(id)?.remove()
    logins.rows.delete(id)
    logins.lines.delete(id)
  }
}

/** Where a key leads in the list; undefined for keys that mean nothing here. */
export function target(logins: Logins, key: string): string | undefined {
  const shown = [...byId('list').children].filter((row) => row instanceof HTMLElement && !row.hidden)
  const at = shown.findIndex((row) => row.id === `row-${logins.selected}`)
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + 10,
    PageUp: at - 10,
    Home: 0,
    End: shown.length - 1,
  }
  const wanted = steps[key]
  if (wanted === undefined || shown.length === 0) return undefined
  return shown[Math.max(0, Math.min(shown.length - 1, wanted))]?.id.replace(/^row-/, '')
}
