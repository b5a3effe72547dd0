import type { Explanation, Level } from '../../../model.ts'
import type { ShownFinding, ShownLogin, ShownStep } from '../shown.ts'
import { el, mark, plural } from './dom.ts'
import { messagesOf } from './messages.ts'

export function roleNumber(role: string): number {
  return role === 'browser' ? 1 : role === 'op' ? 3 : 2
}

/** An arrow there and one back, which opens to what was said; the lifelines stand where the classes say. */
export function arrow(step: ShownStep, open: (shown: boolean) => void): HTMLElement {
  const { exchange, number, outcome, faulty } = step
  const [from, to] = [roleNumber(exchange.from), roleNumber(exchange.to)]
  const names = ['Browser', 'Your service', 'AAI']
  const made = el(
    `button.arrow.a${Math.min(from, to)}.b${Math.max(from, to)}.right.answered`,
    { type: 'button', 'aria-expanded': 'false' },
    el(
      'span.label',
      {},
      el('span.number', {}, number),
      exchange.label,
      el('span.unseen', {}, ` from ${names[from - 1]} to ${names[to - 1]}, answer: `),
    ),
    el('i.there', { 'aria-hidden': 'true' }),
    el('span.status', {}, outcome, faulty ? el('b.faulty', {}, ' with the fault') : undefined),
    el('i.back', { 'aria-hidden': 'true' }),
  )
  made.addEventListener('click', () => {
    const shown = made.getAttribute('aria-expanded') !== 'true'
    made.setAttribute('aria-expanded', String(shown))
    open(shown)
  })
  return made
}

export function requirementOf(login: ShownLogin, { cites }: ShownFinding): HTMLElement {
  const { level, text, why, url } = login.requirements[cites] ?? {
    level: 'MUST' as Level,
    text: '',
    why: '',
    url: undefined,
  }
  const where =
    url !== undefined && /^https:\/\//.test(url)
      ? el('a', { href: url, rel: 'noreferrer' }, 'Where it stands')
      : undefined
  return el(
    'details.why',
    {},
    el('summary', {}, el('code', {}, cites), ` ${level}`),
    el('p', {}, text),
    el('p', {}, why),
    where,
  )
}

/** The same remedy is said once in a request. */
export function findingItem(login: ShownLogin, finding: ShownFinding, isFirst: boolean): HTMLElement {
  const { verdict, sentence, cites } = finding
  const words = { fail: 'wrong:', warn: 'to improve:', pass: 'right:', 'not-applicable': 'besides:' }
  const wrong = verdict === 'fail' || verdict === 'warn'
  const remedy = isFirst ? login.requirements[cites]?.remedy : undefined
  return el(
    `li.said.${verdict}`,
    { 'data-rule': finding.rule },
    mark(verdict, words[verdict]),
    el(
      'div',
      {},
      el('p.sentence', {}, sentence),
      wrong && remedy ? el('p.remedy', {}, remedy) : undefined,
      wrong ? requirementOf(login, finding) : undefined,
    ),
  )
}

export function explainedItem({
  title,
  happened,
  why,
  remedy,
}: Pick<Explanation, 'title' | 'happened' | 'why' | 'remedy'>): HTMLElement {
  return el(
    'div.explained',
    {},
    el('p', {}, el('b', {}, title)),
    el('p', {}, `${happened} ${why}`),
    el(
      'ul',
      {},
      remedy.map((each) => el('li', {}, each)),
    ),
  )
}

/** What is wrong stands open; what is right can be opened. */
export function beside(login: ShownLogin, { findings, explained }: ShownStep): HTMLElement {
  const found = findings.filter(({ verdict }) => verdict !== 'pass')
  const right = findings.filter(({ verdict }) => verdict === 'pass')
  const list = (some: readonly ShownFinding[]) =>
    el(
      'ul',
      {},
      some.map((each) => findingItem(login, each, each === some.find(({ cites }) => cites === each.cites))),
    )
  return el(
    'div.beside',
    {},
    found.length > 0 ? list(found) : undefined,
    explained.map(explainedItem),
    right.length > 0
      ? el(
          'details.rights',
          {},
          el('summary', {}, mark('pass', 'right:'), `${plural(right.length, 'thing')} right`),
          list(right),
        )
      : undefined,
  )
}

/** Decoded, and open to whoever wants to read; what is wrong in it stands beside. */
export function samlOf({ saml = [] }: ShownStep): readonly HTMLElement[] {
  // Line by line: longer texts are cut.
  return saml.map(({ title, text }) =>
    el(
      'details.saml',
      {},
      el('summary', {}, title),
      el(
        'pre.body',
        { tabindex: 0 },
        text.split('\n').map((line) => `${line}\n`),
      ),
    ),
  )
}

export function leg(login: ShownLogin, step: ShownStep): HTMLElement {
  const messages = el('div.messages', { hidden: true })
  const open = (shown: boolean) => {
    if (shown && !messages.hasChildNodes()) messages.append(...messagesOf(step.exchange))
    messages.hidden = !shown
  }
  return el('li.step.leg', {}, arrow(step, open), beside(login, step), samlOf(step), messages)
}
