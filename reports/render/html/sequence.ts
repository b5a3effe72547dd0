import type { Exchange, Role } from '../../model.ts'
import { duration } from '../text.ts'
import { roleNames } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { messageMarkup } from './message.ts'

/** From the user outwards, so that the same picture looks the same everywhere. */
const order: readonly Role[] = ['browser', 'rp', 'client', 'sp', 'op', 'as', 'idp', 'resource-server']

const rolesOf = (exchanges: readonly Exchange[]): readonly Role[] =>
  order.filter((role) => exchanges.some(({ from, to }) => from === role || to === role))

const statusOf = ({ response, failure }: Exchange): string => response?.start ?? failure ?? 'no answer'

/** Lifelines stand in the middle of equal columns: `a` and `b` name the lines, for style may not stand in attributes. */
const between = ({ from, to, response }: Exchange, roles: readonly Role[]): string => {
  const [start, end] = [roles.indexOf(from) + 1, roles.indexOf(to) + 1]
  const way = start === end ? 'self' : start < end ? 'right' : 'left'
  return `a${Math.min(start, end)} b${Math.max(start, end)} ${way} ${response ? 'answered' : 'unanswered'}`
}

const answer = ({ response, failure }: Exchange): Markup =>
  response
    ? messageMarkup('Answer', response)
    : html`<div class="message"><h5>Answer</h5><p class="broken">${failure ?? 'None came.'}</p></div>`

const step = (exchange: Exchange, index: number, roles: readonly Role[]): Markup => {
  const { request, response, redacted } = exchange
  const replaced = redacted.length > 0 ? ` Replaced before storing: ${redacted.join(', ')}.` : ''
  return html`<li><details class="step"><summary class="${between(exchange, roles)}"><span class="label"><span class="number">${index + 1}</span>${exchange.label}<span class="unseen"> from ${roleNames[exchange.from]} to ${roleNames[exchange.to]}, answer: </span></span><i class="there" aria-hidden="true"></i><span class="status ${response ? '' : 'broken'}">${statusOf(exchange)}</span><i class="back" aria-hidden="true"></i></summary>
<div class="messages">${messageMarkup('Request', request)}${answer(exchange)}
<p class="muted small">${duration(exchange.atMs)} after the start, took ${duration(exchange.durationMs)}.${replaced}</p></div></details></li>`
}

/** A sequence diagram that is an ordered list: each arrow opens to the messages it stands for. */
export const sequence = (exchanges: readonly Exchange[]): Markup => {
  if (exchanges.length === 0) return html``
  const roles = rolesOf(exchanges)
  const lifelines = roles.map((role) => html`<span>${roleNames[role]}</span>`)
  return html`<h4>Exchanges</h4><div class="sequence n${roles.length}"><div class="roles" aria-hidden="true">${lifelines}</div>
<ol>${exchanges.map((exchange, index) => step(exchange, index, roles))}</ol></div>`
}
