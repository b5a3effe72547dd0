import type { ShownLine, ShownLogin } from '../shown.ts'
import { button, byId, el, plural } from './dom.ts'
import { leg } from './step.ts'

export function phaseWords(phase: string): string {
  const words: Record<string, string> = {
    'at-provider': 'is at the AAI',
    refused: 'the AAI refused it',
    'sent-back': 'sent back to the service',
    'signed-in': 'tokens given',
    asserted: 'assertion sent',
    'logged-out': 'logged out',
    done: '',
  }
  return words[phase] ?? ''
}

export function titleOf({ kind, user, client }: ShownLine): string {
  const at = client === undefined ? '' : ` at ${client}`
  if (kind === 'documents') return 'Discovery and keys'
  if (kind === 'service') return `Token of the service itself${at}`
  if (kind === 'logout') return `Logout${at}`
  if (kind === 'other') return `Other requests${at}`
  if (kind === 'device') return `${user ?? 'Somebody'}${at}, by device`
  return `${user ?? 'Somebody'}${at}`
}

/** Whether the service fell for it, only its user can see. */
export function faultBanner({ fault }: ShownLine): HTMLElement | undefined {
  if (!fault) return undefined
  const { title, borne, expected } = fault
  const [head, text] = borne
    ? [`A fault was played here: ${title}.`, expected]
    : [
        `A fault is bound to this login: ${title}.`,
        'Your service has not come to the place where it acts; until it does, nothing follows.',
      ]
  return el('div.banner.fault', {}, el('p', {}, el('strong', {}, head)), el('p', {}, text))
}

export function countsOf({ counts }: ShownLine): HTMLElement {
  const words: readonly (readonly [keyof ShownLine['counts'], string])[] = [
    ['fail', 'wrong'],
    ['warn', 'to improve'],
    ['pass', 'right'],
  ]
  return el(
    'ul.counts',
    {},
    words
      .filter(([verdict]) => counts[verdict] > 0)
      .map(([verdict, word]) =>
        el(
          `li.count.${verdict}`,
          {},
          el('i.mark', { 'aria-hidden': 'true' }),
          el('b', {}, counts[verdict]),
          ` ${word}`,
        ),
      ),
  )
}

export interface Shown {
  readonly id: string
  readonly head: HTMLElement
  readonly steps: HTMLElement
  readonly known: Map<number, string>
}

export function frameOf(id: string): Shown {
  const head = el('div.login-head')
  const steps = el('ol')
  const roles = el(
    'div.roles',
    { 'aria-hidden': 'true' },
    ['Browser', 'Your service', 'AAI'].map((name) => el('span', {}, name)),
  )
  byId('login').replaceChildren(head, el('div.flow', {}, roles, steps))
  return { id, head, steps, known: new Map() }
}

/** Only what has changed is made anew, so that what a reader has opened stays open. */
export function showLogin(shown: Shown, line: ShownLine, login: ShownLogin): void {
  const phase = phaseWords(line.phase)
  const label = line.kind === 'login' ? `Login ${line.number}` : `No. ${line.number}`
  shown.head.replaceChildren(
    el('p.muted.small', {}, [label, phase].filter(Boolean).join(' · ')),
    el('h2', {}, titleOf(line)),
    countsOf(line),
    ...[faultBanner(line)].filter((each) => each !== undefined),
  )
  for (const step of login.steps) {
    const text = JSON.stringify(step)
    if (shown.known.get(step.number) === text) continue
    shown.known.set(step.number, text)
    const made = leg(login, step)
    const old = shown.steps.children[step.number - 1]
    if (old) old.replaceWith(made)
    else shown.steps.append(made)
  }
  byId('login').querySelector('.left')?.remove()
  if (login.left > 0)
    byId('login').append(el('p.left.muted', {}, `${plural(login.left, 'request')} more were counted and not kept.`))
}

export function showEmpty(openSetup: () => void): void {
  const steps = [
    'Give your service this issuer, and a client ID and secret: one of those that are here, or register your own with its redirect URI.',
    'Log in at your service, as one of the users listed here.',
    'The login shows up on this page as it happens, with what is right and wrong in each request.',
  ]
  byId('login').replaceChildren(
    el(
      'div.nothing',
      {},
      el('h2', {}, 'Nobody has logged in yet'),
      el(
        'ol',
        {},
        steps.map((each) => el('li', {}, each)),
      ),
      button('Point your service here', openSetup, 'primary'),
    ),
  )
}
