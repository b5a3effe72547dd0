import type { formatAddress, Item, isFiltered, matches, parseAddress, View } from './address.ts'
import { fill, prepare, printOpened } from './details.ts'

/**
 * The script of the page. Each function is written into the page as its own source: what it uses is another function
 * of this file, a parameter, or the browser's.
 */
export interface Tools {
  readonly parseAddress: typeof parseAddress
  readonly formatAddress: typeof formatAddress
  readonly isFiltered: typeof isFiltered
  readonly matches: typeof matches
}

export interface Row extends Item {
  readonly element: HTMLDetailsElement
}

export interface Page {
  readonly tools: Tools
  readonly form: HTMLFormElement
  readonly rows: readonly Row[]
  /** Details by family, once somebody has asked for one of them. */
  readonly unpacked: Map<Element, readonly string[]>
  view: View
  printing: boolean
}

export function all<E extends HTMLElement>(selector: string, within: ParentNode = document): E[] {
  return [...within.querySelectorAll<E>(selector)]
}

export function readRow(element: HTMLDetailsElement): Row {
  const { v = '', t = '', tags = '[]', cites = '[]', said = '' } = element.dataset
  const text = `${element.querySelector('summary')?.textContent} ${t} ${tags} ${cites} ${said}`.toLowerCase()
  return { element, verdict: v, target: t, tags: JSON.parse(tags), cites: JSON.parse(cites), text }
}

export function setFold(button: HTMLElement, open: boolean): void {
  button.setAttribute('aria-expanded', String(open))
  const rows = document.getElementById(button.getAttribute('aria-controls') ?? '')
  if (rows) rows.hidden = !open
}

/** A long matrix starts folded; a short one shows where something was found. */
export function foldFirst(): void {
  const short = document.querySelectorAll('.matrix [data-requirement]').length <= 40
  for (const button of all('.fold')) {
    const found = button.closest('tbody')?.querySelector('.fail, .error, .warn')
    button.dataset.open = String(short && Boolean(found))
  }
}

export function showMatrix(page: Page, cited: ReadonlySet<string>): void {
  const filtered = page.tools.isFiltered(page.view)
  for (const button of all('.fold')) {
    const rows = document.getElementById(button.getAttribute('aria-controls') ?? '')
    const items = rows ? all('tr', rows) : []
    for (const row of items) row.hidden = filtered && !cited.has(row.dataset.requirement ?? '')
    const head = button.closest('tbody')
    if (head) head.hidden = filtered && items.every((row) => row.hidden)
    setFold(button, filtered ? !head?.hidden : button.dataset.open === 'true')
  }
  for (const empty of all('#requirements .empty')) empty.hidden = all('tbody.document:not([hidden])').length > 0
}

export function showRows(page: Page): void {
  const cited = new Set<string>()
  let count = 0
  for (const row of page.rows) {
    const keep = page.tools.matches(page.view, row)
    if (row.element.hidden === keep) row.element.hidden = !keep
    if (!keep) continue
    count += 1
    for (const requirement of row.cites) cited.add(requirement)
  }
  for (const family of all('.family')) family.hidden = !family.querySelector('.scenario:not([hidden])')
  for (const empty of all('#scenarios .empty')) empty.hidden = count > 0
  for (const output of all('.shown')) output.textContent = `${count} of ${page.rows.length} results`
  showMatrix(page, cited)
}

export function showControls({ form, view, tools }: Page): void {
  for (const box of all<HTMLInputElement>('input[type=checkbox]', form))
    box.checked = (box.name === 'v' ? view.verdicts : view.targets).includes(box.value)
  for (const [name, value] of [
    ['q', view.text],
    ['tag', view.tag],
    ['r', view.requirement],
  ] as const) {
    const control = form.elements.namedItem(name)
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) control.value = value
  }
  for (const cited of all('.citing')) {
    cited.hidden = !view.requirement
    cited.textContent = view.requirement ? `citing ${view.requirement}` : ''
  }
  const filtered = tools.isFiltered(view)
  for (const element of all('.everything, .filtered')) element.hidden = !filtered
}

export function readControls({ form, view }: Page): View {
  const data = new FormData(form)
  const one = (name: string) => String(data.get(name) ?? '')
  const many = (name: string) => data.getAll(name).map(String)
  return { ...view, verdicts: many('v'), targets: many('t'), tag: one('tag'), requirement: one('r'), text: one('q') }
}

export function keepAddress(page: Page): void {
  const address = page.tools.formatAddress(page.view)
  const [plain = ''] = location.href.split('#')
  history.replaceState(null, '', address ? `${plain}#${address}` : plain)
}

export function show(page: Page): void {
  showControls(page)
  showRows(page)
}

/** A result that is asked for by name is shown, whatever the filter says. */
export async function openResult(page: Page, id: string): Promise<void> {
  const element = document.getElementById(id)
  if (!(element instanceof HTMLDetailsElement)) return
  element.hidden = false
  element.closest('section')?.removeAttribute('hidden')
  element.open = true
  element.querySelector('summary')?.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'start' })
  await fill(page, element)
  element.scrollIntoView({ block: 'start' })
}

export function followAddress(page: Page): void {
  // An address of a part of the page, #coverage, is the browser's own affair.
  if (location.hash.length > 1 && !/[@?]/.test(location.hash)) return
  page.view = page.tools.parseAddress(location.hash)
  show(page)
  if (page.view.scenario) void openResult(page, page.view.scenario)
  else if (page.tools.isFiltered(page.view)) document.getElementById('scenarios')?.scrollIntoView()
}

export function onToggle(page: Page, element: EventTarget | null): void {
  if (!(element instanceof HTMLDetailsElement) || !element.classList.contains('scenario')) return
  if (element.open) void fill(page, element)
  if (page.printing) return
  if (element.open) page.view = { ...page.view, scenario: element.id }
  else if (page.view.scenario === element.id) page.view = { ...page.view, scenario: '' }
  keepAddress(page)
}

export function start(tools: Tools): void {
  const form = document.getElementById('filters')
  if (!(form instanceof HTMLFormElement)) return
  const rows = all<HTMLDetailsElement>('details.scenario').map(readRow)
  const page: Page = { tools, form, rows, unpacked: new Map(), view: tools.parseAddress(''), printing: false }
  const change = (view: View) => {
    page.view = view
    show(page)
    keepAddress(page)
  }
  foldFirst()
  form.hidden = false
  form.addEventListener('input', () => change(readControls(page)))
  form.addEventListener('submit', (event) => event.preventDefault())
  for (const button of all('.everything')) button.addEventListener('click', () => change(tools.parseAddress('')))
  for (const button of all('.fold'))
    button.addEventListener('click', () => {
      button.dataset.open = String(button.getAttribute('aria-expanded') !== 'true')
      setFold(button, button.dataset.open === 'true')
    })
  document.addEventListener('toggle', (event) => onToggle(page, event.target), true)
  addEventListener('hashchange', () => followAddress(page))
  addEventListener('beforeprint', () => printOpened(page))
  show(page)
  followAddress(page)
  // On its way to the fragment the browser takes the focus once more.
  const settle = () => {
    if (page.view.scenario) void openResult(page, page.view.scenario)
    prepare(page).catch(() => {})
  }
  addEventListener('load', settle, { once: true })
}
