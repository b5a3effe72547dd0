import { randomBytes } from 'node:crypto'
import type { LogoutRequest, Status } from '#mocks/saml/messages.ts'
import { statuses } from '#mocks/saml/names.ts'
import { type Call, type Reply, withHeaders } from '#mocks/wire/message.ts'
import { tellOverSoap } from './back-channel.ts'
import { browserCookie, sessionOf } from './browser.ts'
import { authenticated, type Incoming, looking, received } from './incoming.ts'
import { logoutAddress, logoutRequest, logoutResponse, sentThrough, soapBody } from './logout-message.ts'
import { farewellPage } from './pages.ts'
import { Refusal } from './refusal.ts'
import type { ServiceProvider } from './service-provider.ts'
import type { Idp, Participant, PendingLogout, Session } from './state.ts'

const status = (partial: boolean): Status => ({
  code: statuses.success,
  // SAML core section 3.7.3.2.
  ...(partial ? { subCode: statuses.partialLogout } : {}),
})

const frontChannel = ['redirect', 'post'] as const

type Initiator = NonNullable<PendingLogout['initiator']>

/** Through the browser, over the binding that the service used where it can be; undefined where it takes no answers. */
const answerTo = async (
  idp: Idp,
  { sp, requestId, relayState, ...by }: Initiator,
  said: Status,
): Promise<Reply | undefined> => {
  const wanted = by.binding === 'post' ? frontChannel.toReversed() : frontChannel
  const binding = wanted.find((name) => logoutAddress(sp, name, true) !== undefined)
  const location = binding && logoutAddress(sp, binding, true)
  if (!binding || !location) return undefined
  const relay = relayState === undefined ? {} : { relayState }
  const response = logoutResponse(idp, sp, location, { inResponseTo: requestId, status: said, ...relay })
  return sentThrough(idp, response, { binding, location })
}

/** The answer to whoever began, or a page where nobody waits for one. */
const finished = async (idp: Idp, { initiator, partial }: PendingLogout): Promise<Reply> => {
  const forgets = idp.issuer.faults.behaviour('logout', initiator?.sp.metadata.entityId) === 'forgets'
  const cookies = forgets ? [] : [browserCookie(idp, '')]
  const answer = initiator && (await answerTo(idp, initiator, status(partial)))
  return answer ? withHeaders(answer, cookies) : farewellPage(idp, partial, cookies)
}

/** Tells one service after the other: through the browser where it can be, over SOAP where not. */
const goOn = async (idp: Idp, pending: PendingLogout): Promise<Reply> => {
  const [next, ...left] = pending.left
  if (!next) return finished(idp, pending)
  const sp = idp.sps.get(next.entityId)
  const binding = sp && frontChannel.find((name) => logoutAddress(sp, name) !== undefined)
  const location = sp && binding && logoutAddress(sp, binding)
  if (!sp || !binding || !location) {
    const answer = sp && (await tellOverSoap(idp, sp, next))
    return goOn(idp, { ...pending, left, partial: pending.partial || answer?.success !== true })
  }
  const request = logoutRequest(idp, sp, location, next)
  const key = randomBytes(16).toString('hex')
  idp.logouts.set(key, { ...pending, left, awaited: { sp, requestId: request.id } })
  return sentThrough(idp, { ...request, relayState: key }, { binding, location })
}

const othersOf = ({ participants }: Session, entityId: string | undefined): readonly Participant[] =>
  participants.filter((participant) => participant.entityId !== entityId)

const isAbout = (participant: Participant, { nameId, sessionIndexes }: LogoutRequest): boolean =>
  participant.nameId.value === nameId?.value &&
  (sessionIndexes.length === 0 || sessionIndexes.includes(participant.sessionIndex))

/** The sessions that a request names, whichever browser has them. */
const sessionsOf = (idp: Idp, entityId: string, request: LogoutRequest): readonly Session[] => {
  const anybodys = idp.issuer.faults.behaviour('logout', entityId) === 'anybodys'
  return [...idp.sessions.values()].filter(({ participants }) =>
    participants.some((each) => (anybodys || each.entityId === entityId) && isAbout(each, request)),
  )
}

const UNKNOWN: Status = { code: statuses.requester, subCode: statuses.unknownPrincipal }

const soapReply = (body: string): Reply => ({
  status: 200,
  headers: [['Content-Type', 'text/xml; charset=utf-8']],
  body,
})

/** Without a browser: whoever takes no messages over SOAP cannot be told. */
const overSoap = async (idp: Idp, sp: ServiceProvider, requestId: string, sessions: readonly Session[]) => {
  const others = sessions.flatMap((session) => othersOf(session, sp.metadata.entityId))
  const told = await Promise.all(
    others.map((participant) => {
      const other = idp.sps.get(participant.entityId)
      return other && tellOverSoap(idp, other, participant)
    }),
  )
  const said = sessions.length === 0 ? UNKNOWN : status(told.some((answer) => answer?.success !== true))
  const address = logoutAddress(sp, 'soap', true) ?? ''
  const response = logoutResponse(idp, sp, address, { inResponseTo: requestId, status: said })
  return soapReply(await soapBody(idp, response))
}

const requested = async (idp: Idp, { sp, message, received: { binding, relayState } }: Incoming<'LogoutRequest'>) => {
  const { entityId } = sp.metadata
  const sessions = sessionsOf(idp, entityId, message)
  const { faults } = idp.issuer
  const lapse = faults.behaviour('logout', entityId)
  for (const { id } of lapse === 'forgets' ? [] : sessions) idp.sessions.take(id)
  if (binding === 'soap') return overSoap(idp, sp, message.id, sessions)
  const lost = relayState === undefined || faults.behaviour('logoutState', entityId) === 'lost'
  const relay = lost ? {} : { relayState }
  const initiator = message.asynchronous ? undefined : { sp, requestId: message.id, binding, ...relay }
  if (sessions.length === 0)
    return (initiator && (await answerTo(idp, initiator, UNKNOWN))) ?? farewellPage(idp, false, [])
  const left = lapse === 'alone' ? [] : sessions.flatMap((session) => othersOf(session, entityId))
  return goOn(idp, { left, partial: false, ...(initiator ? { initiator } : {}) })
}

/** The answer of a service that was told. */
const answered = async (idp: Idp, { sp, message, received: { relayState = '' } }: Incoming<'LogoutResponse'>) => {
  const pending = idp.logouts.take(relayState)
  const awaited = pending?.awaited
  const right = awaited?.sp.metadata.entityId === sp.metadata.entityId && awaited.requestId === message.inResponseTo
  if (!pending || !right) throw new Refusal('saml.request-unknown')
  return goOn(idp, { ...pending, partial: pending.partial || message.status.code !== statuses.success })
}

/** Requests and answers alike come to one address, and have to be signed (SAML profiles section 4.4.4). */
export const singleLogout = async (idp: Idp, call: Call): Promise<Reply> => {
  const unpacked = received(call, ['LogoutRequest', 'LogoutResponse'])
  looking(idp)('saml.binding-unsupported', !idp.saml.bindings.slo.includes(unpacked.received.binding))
  const rules = { at: 'slo', needed: () => true } as const
  if (unpacked.kind === 'LogoutResponse') {
    return answered(idp, authenticated(idp, call, { ...unpacked, kind: 'LogoutResponse' }, rules))
  }
  return requested(idp, authenticated(idp, call, { ...unpacked, kind: 'LogoutRequest' }, rules))
}

/** A logout that the user begins here. */
export const beginLogout = async (idp: Idp, call: Call): Promise<Reply> => {
  const session = sessionOf(idp, call)
  if (!session) return farewellPage(idp, false, [])
  idp.sessions.take(session.id)
  return goOn(idp, { left: session.participants, partial: false })
}
