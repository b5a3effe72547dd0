import type { ShownSetup, ShownWaiting } from '../shown.ts'
import { ask, errorOf } from './desk.ts'
import { button, byId, el, plural } from './dom.ts'

export function waitingLine({ handle, title, client, until }: ShownWaiting): HTMLElement {
  const whose =
    until === 'lifted'
      ? 'For all services, until you lift it'
      : `Armed for the next login${client === undefined ? '' : ` at ${client}`}`
  const lift = button('Lift', () => void ask('DELETE', `faults/${handle}`))
  lift.setAttribute('aria-label', `Lift ${title}`)
  return el('p.armed', {}, el('span', {}, el('b', {}, whose), `: ${title}.`), lift)
}

export function showWaiting(waiting: readonly ShownWaiting[]): void {
  const box = byId('waiting')
  const text = JSON.stringify(waiting)
  if (box.dataset.text === text) return
  box.dataset.text = text
  box.replaceChildren(...waiting.map(waitingLine))
}

export async function arm(id: string): Promise<void> {
  const client = byId<HTMLSelectElement>('fault-client').value
  const { ok, value } = await ask('POST', 'faults', { fault: id, ...(client === '' ? {} : { client }) })
  if (!ok) byId('fault-count').textContent = errorOf(value)
}

export function faultRow({
  id,
  title,
  shared,
}: {
  readonly id: string
  readonly title: string
  readonly shared: boolean
}): HTMLElement {
  const doIt = button('Arm', () => void arm(id))
  doIt.setAttribute('aria-label', `Arm ${title}`)
  return el(
    'li.fault-row',
    { 'data-fault': id },
    el('span', {}, title, shared ? el('span.muted.small', {}, ' for all logins, until you lift it') : undefined),
    doIt,
  )
}

export function filterFaults(): void {
  const words = byId<HTMLInputElement>('fault-search').value.toLowerCase().split(/\s+/)
  let count = 0
  for (const group of byId('fault-list').querySelectorAll<HTMLElement>('.fault-group')) {
    const head = `${group.querySelector('h3 code')?.textContent}`.toLowerCase()
    let any = false
    for (const row of group.querySelectorAll<HTMLElement>('.fault-row')) {
      const said = `${head} ${row.textContent} ${row.dataset.fault}`.toLowerCase()
      row.hidden = !words.every((word) => said.includes(word))
      if (!row.hidden) count += 1
      any ||= !row.hidden
    }
    group.hidden = !any
  }
  byId('fault-count').textContent = plural(count, 'fault')
}

export function showFaults({ faults, clients }: ShownSetup): void {
  byId('fault-list').replaceChildren(
    ...faults.map(({ requirement, text, rows }) =>
      el(
        'section.fault-group',
        {},
        el('h3', {}, el('code', {}, requirement), ` ${text}`),
        el('ul', {}, rows.map(faultRow)),
      ),
    ),
  )
  const select = byId<HTMLSelectElement>('fault-client')
  const chosen = select.value
  select.replaceChildren(
    el('option', { value: '' }, 'of any service'),
    ...clients.map(({ clientId }) => el('option', { value: clientId }, `of ${clientId}`)),
  )
  select.value = clients.some(({ clientId }) => clientId === chosen) ? chosen : ''
  filterFaults()
}
