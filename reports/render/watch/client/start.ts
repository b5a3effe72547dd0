import type { ShownLine, ShownLogin, ShownNews } from '../shown.ts'
import { ask, errorOf, saveReport } from './desk.ts'
import { byId } from './dom.ts'
import { filterFaults, showWaiting } from './faults.ts'
import { showFound } from './found.ts'
import { dropRows, filterRows, type Logins, markSelected, putRow, showCount, summaryOf, target } from './list.ts'
import { frameOf, type Shown, showEmpty, showLogin, titleOf } from './login.ts'
import { loadSetup, register } from './setup.ts'

export interface Page {
  readonly logins: Logins
  shown: Shown | undefined
  revision: number
  run: string
}

export function openPanel(id: string, open: boolean): void {
  for (const toggle of document.querySelectorAll<HTMLElement>('.toggle')) {
    const own = toggle.getAttribute('aria-controls') ?? ''
    const expanded = own === id && open
    toggle.setAttribute('aria-expanded', String(expanded))
    byId(own).hidden = !expanded
  }
  if (open) void loadSetup()
}

/** Answers may overtake each other: one that is for another login by now is left. */
export async function showSelected(page: Page): Promise<void> {
  const id = page.logins.selected
  const line = page.logins.lines.get(id ?? '')
  if (id === undefined || !line) return
  const { ok, value } = await ask('GET', `logins/${id}`)
  const now = page.logins.lines.get(id)
  if (!ok || page.logins.selected !== id || !now) return
  if (page.shown?.id !== id) page.shown = frameOf(id)
  showLogin(page.shown, now, value as ShownLogin)
}

export function select(page: Page, id: string, follow = false): void {
  byId<HTMLInputElement>('follow').checked = follow || id === newestOf(page.logins)?.id
  markSelected(page.logins, id)
  page.logins.rows.get(id)?.scrollIntoView({ block: 'nearest' })
  void showSelected(page)
}

/** Logins count more than what else is sent. */
export function newestOf({ lines }: Logins): ShownLine | undefined {
  const all = [...lines.values()]
  const logins = all.filter(({ kind }) => kind !== 'documents' && kind !== 'other')
  const some = logins.length > 0 ? logins : all.filter(({ kind }) => kind === 'other')
  return some.reduce<ShownLine | undefined>(
    (newest, line) => (newest && newest.number > line.number ? newest : line),
    undefined,
  )
}

export function reset(page: Page, run: string): void {
  dropRows(page.logins, () => true)
  markSelected(page.logins, undefined)
  page.shown = undefined
  page.run = run
  showEmpty(() => openPanel('setup', true))
}

export function showFindings(page: Page): void {
  showFound([...page.logins.lines.values()], (id) => {
    select(page, id)
    byId('login').scrollIntoView({ block: 'start' })
  })
}

export function take(page: Page, news: ShownNews): void {
  if (news.run !== page.run) reset(page, news.run)
  page.revision = news.revision
  showWaiting(news.waiting)
  for (const line of news.logins.toSorted((a, b) => a.number - b.number)) putRow(page.logins, line)
  dropRows(page.logins, ({ number }) => number < news.first)
  showCount(page.logins)
  showFindings(page)
  const newest = newestOf(page.logins)
  const follows = byId<HTMLInputElement>('follow').checked
  if (newest && follows && newest.id !== page.logins.selected) select(page, newest.id, true)
  else if (news.logins.some(({ id }) => id === page.logins.selected)) void showSelected(page)
  const last = news.logins.find(({ id }) => id === newest?.id)
  if (last && page.revision > 0) byId('news').textContent = `${titleOf(last)}: ${summaryOf(last)}`
}

export function state(text: string, broken = false): void {
  byId('state').textContent = text
  byId('state').classList.toggle('broken', broken)
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** A tab that nobody sees holds no connection: browsers have few of them for one address. */
export function seen(): Promise<void> {
  if (!document.hidden) return Promise.resolve()
  return new Promise((resolve) => document.addEventListener('visibilitychange', () => resolve(), { once: true }))
}

export async function listen(page: Page): Promise<void> {
  for (;;) {
    await seen()
    try {
      const query = new URLSearchParams({
        after: String(page.revision),
        run: page.run,
        wait: page.run === '' ? '0' : '20000',
      })
      const { ok, status, value } = await ask('GET', `news?${query}`)
      // Another process answers at this address by now, and knows another token.
      if (status === 403) return location.reload()
      if (!ok) throw new Error(errorOf(value))
      state('Watching')
      take(page, value as ShownNews)
    } catch {
      state('The provider does not answer. What was seen stays here until you load the page again.', true)
      await pause(1000)
    }
  }
}

export function onKey(page: Page, event: KeyboardEvent): void {
  const id = target(page.logins, event.key)
  if (id === undefined) return
  event.preventDefault()
  select(page, id)
}

export function bindTools(page: Page): void {
  for (const id of ['filter', 'only-wrong']) byId(id).addEventListener('input', () => filterRows(page.logins))
  byId('follow').addEventListener('change', () => {
    const newest = newestOf(page.logins)
    if (byId<HTMLInputElement>('follow').checked && newest) select(page, newest.id, true)
  })
  byId('forget').addEventListener('click', () => void ask('DELETE', 'logins'))
  byId('fault-search').addEventListener('input', filterFaults)
  for (const toggle of document.querySelectorAll<HTMLElement>('.toggle')) {
    toggle.addEventListener('click', () => {
      openPanel(toggle.getAttribute('aria-controls') ?? '', toggle.getAttribute('aria-expanded') !== 'true')
      showFindings(page)
    })
  }
  for (const each of document.querySelectorAll<HTMLElement>('[data-report]')) {
    each.addEventListener('click', async () => {
      byId('saved').textContent = 'One moment …'
      byId('saved').textContent = await saveReport(each.dataset.report ?? '')
    })
  }
}

export function start(): void {
  const page: Page = {
    logins: { lines: new Map(), rows: new Map(), selected: undefined },
    shown: undefined,
    revision: 0,
    run: '',
  }
  const list = byId('list')
  list.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest('.row') : null
    if (row) select(page, row.id.replace(/^row-/, ''))
  })
  list.addEventListener('keydown', (event) => onKey(page, event))
  bindTools(page)
  byId<HTMLFormElement>('register').addEventListener('submit', (event) => {
    event.preventDefault()
    void register(byId<HTMLFormElement>('register'))
  })
  void loadSetup()
  void listen(page)
}
