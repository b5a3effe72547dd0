import { randomBytes } from 'node:crypto'
import { bend } from '#mocks/faults/bend.ts'
import { newId } from '#mocks/saml/message-id.ts'
import type { AuthnRequest, Status } from '#mocks/saml/messages.ts'
import { statuses } from '#mocks/saml/names.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { contextFor } from './authn-context.ts'
import { browserCookie, browserOf, sessionOf } from './browser.ts'
import { checkRequest, unsolicited } from './check-request.ts'
import { formatFor, nameIdFor } from './name-id.ts'
import { Refusal } from './refusal.ts'
import { refuseTo, respond } from './response.ts'
import { type Asked, consentKey, endpointOf, type Idp, type Session } from './state.ts'

export const random = (): string => randomBytes(16).toString('hex')

const NO_PASSIVE: Status = { code: statuses.responder, subCode: statuses.noPassive }

/** The address of a page of this login, with the cookie by which its browser is known again. */
const waiting = (idp: Idp, call: Call, asked: Asked, page: 'login' | 'consent'): Reply => {
  const browser = browserOf(call) ?? random()
  const state = random()
  idp.logins.set(state, { ...asked, browser })
  return {
    status: 303,
    headers: [['Location', `${endpointOf(idp, page)}?AuthState=${state}`], browserCookie(idp, browser)],
  }
}

/** The assertion, once nobody has to be asked anything any more. */
export const finish = async (idp: Idp, asked: Asked, session: Session): Promise<Reply> => {
  const { entityId } = asked.sp.metadata
  const person = idp.issuer.people.get(session.subject)
  const [format, contextClass] = [formatFor(idp, asked), contextFor(idp, asked)]
  if (!person || !format || !contextClass) throw new Refusal('saml.login-lost')
  const known = session.participants.find((each) => each.entityId === entityId && each.nameId.format === format)
  const participant = known ?? {
    entityId,
    nameId: nameIdFor(idp, format, session.subject, entityId),
    sessionIndex: newId(),
    login: idp.issuer.faults.login,
  }
  if (!known) idp.sessions.set(session.id, { ...session, participants: [...session.participants, participant] })
  return respond(idp, asked, { session, person, participant, contextClass })
}

const needsConsent = ({ saml, consents }: Idp, { sp }: Asked, { subject }: Session): boolean =>
  (sp.consent ?? saml.consent) && !consents.has(consentKey(subject, sp.metadata.entityId))

/** With a user who is known. */
export const signedIn = async (idp: Idp, call: Call, asked: Asked, session: Session): Promise<Reply> => {
  if (!needsConsent(idp, asked, session)) return finish(idp, asked, session)
  return asked.request?.isPassive ? refuseTo(idp, asked, NO_PASSIVE) : waiting(idp, call, asked, 'consent')
}

/** What a fault makes of a request that was checked: what it leaves out is not looked at. */
const misread = (idp: Idp, { sp, request, ...way }: Asked): Asked => {
  const { entityId, assertionConsumers: endpoints } = sp.metadata
  const { faults } = idp.issuer
  const {
    acs,
    relayState,
    endpoints: _,
    ...seen
  } = bend(faults.at('saml.request', entityId), { ...request, ...way, endpoints })
  return {
    ...{ sp, acs: String(acs) },
    ...(request ? { request: seen as unknown as AuthnRequest } : {}),
    ...(relayState === undefined ? {} : { relayState: String(relayState) }),
  }
}

const knownIn = (idp: Idp, call: Call, { sp, request }: Asked): Session | undefined => {
  const forgets = idp.issuer.faults.behaviour('ignoreSession', sp.metadata.entityId) === true
  return request?.forceAuthn || forgets ? undefined : sessionOf(idp, call)
}

export const singleSignOn = async (idp: Idp, call: Call): Promise<Reply> => {
  const asked = misread(idp, unsolicited(idp, call) ?? checkRequest(idp, call))
  const { request } = asked
  if (formatFor(idp, asked) === undefined) {
    return refuseTo(idp, asked, { code: statuses.requester, subCode: statuses.invalidNameIdPolicy })
  }
  if (contextFor(idp, asked) === undefined) {
    return refuseTo(idp, asked, { code: statuses.responder, subCode: statuses.noAuthnContext })
  }
  const session = knownIn(idp, call, asked)
  if (session && idp.issuer.people.has(session.subject)) return signedIn(idp, call, asked, session)
  return request?.isPassive ? refuseTo(idp, asked, NO_PASSIVE) : waiting(idp, call, asked, 'login')
}
