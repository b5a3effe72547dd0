import { randomBytes } from 'node:crypto'
import type { LogoutRequest } from '#mocks/saml/messages.ts'
import { statuses } from '#mocks/saml/names.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { tellOverSoap } from './back-channel.ts'
import { browserCookie, sessionOf } from './browser.ts'
import { authenticated, type Incoming, looking, received } from './incoming.ts'
import { logoutAddress, logoutRequest, logoutResponse, sentThrough, soapBody } from './logout-message.ts'
import { farewellPage } from './pages.ts'
import { Refusal } from './refusal.ts'
import type { Idp, Participant, PendingLogout, Session } from './state.ts'

const status = (partial: boolean) => ({
  code: statuses.success,
  // SAML core section 3.7.3.2.
  ...(partial ? { subCode: statuses.partialLogout } : {}),
})

const frontChannel = ['redirect', 'post'] as const

/** The answer to whoever began, or a page where nobody waits for one. */
const finished = async (idp: Idp, { initiator, partial }: PendingLogout): Promise<Reply> => {
  const cookies = [browserCookie(idp, '')]
  const wanted = initiator?.binding === 'post' ? frontChannel.toReversed() : frontChannel
  const binding = wanted.find((name) => initiator && logoutAddress(initiator.sp, name, true) !== undefined)
  const location = initiator && binding && logoutAddress(initiator.sp, binding, true)
  if (!initiator || !binding || !location) return farewellPage(idp, partial, cookies)
  const { sp, requestId: inResponseTo, relayState } = initiator
  const relay = relayState === undefined ? {} : { relayState }
  const response = logoutResponse(idp, sp, location, { inResponseTo, status: status(partial), ...relay })
  return sentThrough(idp, response, { binding, location }, cookies)
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

const isAbout = (participant: Participant, entityId: string, { nameId, sessionIndexes }: LogoutRequest): boolean =>
  participant.entityId === entityId &&
  participant.nameId.value === nameId?.value &&
  (sessionIndexes.length === 0 || sessionIndexes.includes(participant.sessionIndex))

/** The sessions that a request names, whichever browser has them. */
const sessionsOf = (idp: Idp, entityId: string, request: LogoutRequest): readonly Session[] =>
  [...idp.sessions.values()].filter(({ participants }) =>
    participants.some((participant) => isAbout(participant, entityId, request)),
  )

const UNKNOWN = { code: statuses.requester, subCode: statuses.unknownPrincipal }

const requested = async (idp: Idp, { sp, message, received: { binding, relayState } }: Incoming<'LogoutRequest'>) => {
  const { entityId } = sp.metadata
  const sessions = sessionsOf(idp, entityId, message)
  const forgets = idp.issuer.faults.behaviour('logout', entityId) === 'forgets'
  for (const { id } of forgets ? [] : sessions) idp.sessions.take(id)
  const left = sessions.flatMap((session) => othersOf(session, entityId))
  const relay = relayState === undefined ? {} : { relayState }
  if (binding === 'soap') {
    const told = await Promise.all(
      left.map(async (participant) => {
        const other = idp.sps.get(participant.entityId)
        return other && (await tellOverSoap(idp, other, participant))?.success
      }),
    )
    const answer = sessions.length === 0 ? UNKNOWN : status(told.includes(false) || told.includes(undefined))
    const address = logoutAddress(sp, 'soap', true) ?? ''
    return soapReply(
      await soapBody(idp, logoutResponse(idp, sp, address, { inResponseTo: message.id, status: answer })),
    )
  }
  const initiator = { sp, requestId: message.id, binding, ...relay }
  if (sessions.length === 0) return strangers(idp, initiator)
  return goOn(idp, { left, partial: false, ...(message.asynchronous ? {} : { initiator }) })
}

const strangers = async (idp: Idp, { sp, requestId, binding, relayState }: NonNullable<PendingLogout['initiator']>) => {
  const location = logoutAddress(sp, binding, true)
  if (location === undefined) return farewellPage(idp, false, [])
  const relay = relayState === undefined ? {} : { relayState }
  const response = logoutResponse(idp, sp, location, { inResponseTo: requestId, status: UNKNOWN, ...relay })
  return sentThrough(idp, response, { binding, location })
}

const soapReply = (body: string): Reply => ({
  status: 200,
  headers: [['Content-Type', 'text/xml; charset=utf-8']],
  body,
})

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
