import type { Organisation } from '#fixtures/schema/third-parties.ts'
import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { type Html, html } from '../pages/html.ts'
import { organisationAt, organisationsOf } from './hints.ts'
import { form, page, text } from './pages.ts'
import type { PendingLogin } from './pending.ts'
import type { BrowserSession } from './session.ts'
import { addressOf } from './urls.ts'

const choice = (name: string, value: string, label: string, note?: string): Html =>
  html`<li><button class="choice" name="${name}" value="${value}">${label}${note && html`<small>${note}</small>`}</button></li>\n`

const list = (heading: string, id: string, choices: readonly Html[]): Html | undefined =>
  choices.length === 0
    ? undefined
    : html`<h2 id="${id}">${heading}</h2>
<ul class="choices" aria-labelledby="${id}">
${choices}</ul>
`

const knownAccounts = (issuer: Issuer, session: BrowserSession): readonly Html[] =>
  session.known.flatMap((subject) => {
    const person = issuer.people.get(subject)
    if (!person) return []
    const { name, home_organisation: realm } = person.attributes
    const where = organisationAt(issuer, realm)?.title ?? ''
    const loggedIn = session.accountId === subject ? `, ${text(issuer, 'chooser.logged-in')}` : ''
    return [choice('account', person.username, String(name ?? person.username), `${where}${loggedIn}`)]
  })

const clientOf = (issuer: Issuer, { request }: PendingLogin): string =>
  issuer.clients.get(request.clientId)?.title ?? request.clientId

const hidden = (session: BrowserSession, pending: PendingLogin) => ({ verifier: session.verifier, login: pending.id })

/** Who the user is going to be: an account that was used here before, or a way to log in with another one. */
export const chooserPage = (issuer: Issuer, session: BrowserSession, pending: PendingLogin): Reply => {
  const places = (kinds: readonly Organisation['kind'][]) =>
    organisationsOf(issuer)
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ realm, title }) => choice('account', realm, title))
  const body = html`${list(text(issuer, 'chooser.known'), 'known', knownAccounts(issuer, session))}${list(text(issuer, 'chooser.organisations'), 'feide', places(['feide']))}${list(text(issuer, 'chooser.others'), 'others', places(['idporten', 'guest']))}`
  const client = clientOf(issuer, pending)
  return page(
    issuer,
    200,
    text(issuer, 'chooser.title'),
    html`<p>${text(issuer, 'chooser.for', { client })}</p>
${form(addressOf('chooser', pending.id), hidden(session, pending), body)}`,
  )
}

/** The login of Feide before an organisation is chosen. */
export const organisationPage = (issuer: Issuer, session: BrowserSession, pending: PendingLogin): Reply => {
  const client = clientOf(issuer, pending)
  const choices = organisationsOf(issuer)
    .filter(({ kind }) => kind === 'feide')
    .map(({ realm, title }) => choice('org', realm, title))
  return page(
    issuer,
    200,
    text(issuer, 'organisation.title'),
    html`<p id="for">${text(issuer, 'organisation.for', { client })}</p>
${form(addressOf('organisation', pending.id), hidden(session, pending), html`<ul class="choices" aria-labelledby="for">\n${choices}</ul>`)}`,
  )
}
