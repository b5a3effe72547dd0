import { personByUsername } from '#mocks/op/issuer.ts'
import { sameText } from '#mocks/op/same-text.ts'
import { nameOfOid } from '#mocks/saml/attributes.ts'
import { statuses } from '#mocks/saml/names.ts'
import { type Call, type Reply, withHeaders } from '#mocks/wire/message.ts'
import { attributesOf } from './attributes.ts'
import { browserCookie, browserOf, sessionOf, withBrowser } from './browser.ts'
import { consentPage, loginPage } from './pages.ts'
import { Refusal } from './refusal.ts'
import { refuseTo } from './response.ts'
import { finish, random, signedIn } from './sso.ts'
import { type Asked, consentKey, endpointOf, type Idp, type PendingLogin, type Session } from './state.ts'

const titleOf = ({ sp: { metadata } }: Asked): string =>
  metadata.ui?.displayName?.en ?? Object.values(metadata.ui?.displayName ?? {})[0] ?? metadata.entityId

/** The login that a page belongs to, with its key; throws a Refusal when it is over, or another browser's. */
const pendingOf = (idp: Idp, call: Call): { readonly state: string; readonly pending: PendingLogin } => {
  const state = call.query.get('AuthState') ?? ''
  const pending = idp.logins.get(state)
  if (!pending || pending.browser !== browserOf(call)) throw new Refusal('saml.login-lost')
  return { state, pending }
}

/** Of the same user goes on; anybody else's is left behind. */
const sessionFor = (idp: Idp, call: Call, subject: string): Session => {
  const before = sessionOf(idp, call)
  if (before) idp.sessions.take(before.id)
  const participants = before?.subject === subject ? before.participants : []
  const session: Session = { id: random(), subject, authenticatedAt: idp.issuer.now(), participants }
  idp.sessions.set(session.id, session)
  return session
}

export const login = async (idp: Idp, call: Call): Promise<Reply> => {
  const { state, pending } = pendingOf(idp, call)
  const shown = { action: `${endpointOf(idp, 'login')}?AuthState=${state}`, service: titleOf(pending) }
  if (call.method !== 'POST') return loginPage(idp, shown)
  const username = call.form?.get('username') ?? ''
  const found = personByUsername(idp.issuer, username)
  if (!found || !sameText(call.form?.get('password') ?? '', found.person.password)) {
    return loginPage(idp, { ...shown, username, failed: true })
  }
  idp.logins.take(state)
  const session = sessionFor(idp, call, found.subject)
  // A new login gets a new cookie, so that nobody else knows it from before.
  const reply = await signedIn(idp, withBrowser(call, session.id), pending, session)
  return withHeaders(reply, [browserCookie(idp, session.id)])
}

export const consent = async (idp: Idp, call: Call): Promise<Reply> => {
  const { state, pending } = pendingOf(idp, call)
  const session = sessionOf(idp, call)
  const person = session && idp.issuer.people.get(session.subject)
  if (!session || !person) throw new Refusal('saml.login-lost')
  const unheard = idp.issuer.faults.behaviour('samlConsent', pending.sp.metadata.entityId) === 'unheard'
  if (call.method === 'POST' && (call.form?.has('accept') || unheard)) {
    idp.logins.take(state)
    idp.consents.add(consentKey(session.subject, pending.sp.metadata.entityId))
    return finish(idp, pending, session)
  }
  if (call.method === 'POST') {
    idp.logins.take(state)
    return refuseTo(idp, pending, { code: statuses.responder, subCode: statuses.requestDenied })
  }
  const privacy = pending.sp.metadata.ui?.privacyStatementUrl?.en
  return consentPage(idp, {
    action: `${endpointOf(idp, 'consent')}?AuthState=${state}`,
    service: titleOf(pending),
    attributes: attributesOf(idp.saml, person, session.subject).map(({ name, values }) => ({
      name: nameOfOid(name) ?? name,
      values,
    })),
    ...(privacy === undefined ? {} : { privacy }),
  })
}
