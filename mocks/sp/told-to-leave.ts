import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { logoutResponseText } from '#mocks/saml/message-text.ts'
import type { LogoutRequest, NameId } from '#mocks/saml/messages.ts'
import { SAML, statuses } from '#mocks/saml/names.ts'
import { readLogoutRequest, readNameId } from '#mocks/saml/read-messages.ts'
import { authenticityOf, type Received } from '#mocks/saml/receive.ts'
import { soapText } from '#mocks/saml/send.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { childOf, descend, type XmlElement } from '#mocks/xml/document.ts'
import { decryptXml, XENC } from '#mocks/xml/encryption.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { sessionIdOf } from './cookie.ts'
import { endpointOn, type Idp } from './idp.ts'
import { hasCome, isToCome } from './instants.ts'
import type { Means } from './means.ts'
import { sentBy, signedXml } from './outgoing.ts'

/** Milliseconds for which a LogoutRequest counts. */
const LIFETIME = 300_000

const checkRequest = (request: LogoutRequest, received: Received, { entityId, keys }: Idp, means: Means): void => {
  const { eyes, slo, memory } = means
  const bySoap = received.binding === 'soap'
  const verdict = authenticityOf(received, keys)
  eyes.look(bySoap ? 'logout-signed-soap' : 'logout-signed', verdict.state !== 'valid' || verdict.weak)
  eyes.look('logout-issuer', request.issuer !== entityId)
  const isNamed = request.destination !== undefined
  eyes.look('logout-destination', isNamed ? request.destination !== slo : !bySoap)
  const [now, issued] = [means.now(), Date.parse(request.issueInstant)]
  const isOver = request.notOnOrAfter !== undefined && !isToCome(Date.parse(request.notOnOrAfter), now)
  eyes.look('logout-expiry', isOver || !hasCome(issued, now) || !isToCome(issued + LIFETIME, now))
  eyes.look('logout-replay', memory.replays.isReplayed(request.id, issued + 2 * LIFETIME, now))
}

const decrypted = (data: XmlElement, { privateKey }: Means['keys']): XmlElement => {
  try {
    return readXml(decryptXml(data, [privateKey])).root
  } catch {
    throw new Refusal('encryption', 'Refused: the identifier cannot be decrypted.')
  }
}

const nameIn = ({ message }: Received, { keys }: Means): NameId | undefined => {
  const encrypted = descend(message, SAML, 'EncryptedID')
  const data = childOf(encrypted, XENC, 'EncryptedData')
  return readNameId(data ? decrypted(data, keys) : childOf(message, SAML, 'NameID'))
}

/** Whether anybody was meant who is here. */
const end = (call: Call, request: LogoutRequest, received: Received, means: Means): boolean => {
  const { eyes, sessions } = means
  const bySoap = received.binding === 'soap'
  if (eyes.has(bySoap ? 'logout-unheard-soap' : 'logout-unheard')) return true
  if (eyes.has('logout-subject')) return sessions.endAll()
  const nameId = nameIn(received, means)
  if (nameId === undefined) return false
  if (!eyes.has('logout-of-cookie')) return sessions.endMeant({ nameId, indexes: request.sessionIndexes }) > 0
  const session = sessions.find(sessionIdOf(call))
  if (session) session.login = undefined
  return true
}

const answerTo = (request: LogoutRequest, destination: string | undefined, isDone: boolean, means: Means) => {
  const id = newId()
  const unknown = { code: statuses.requester, subCode: statuses.unknownPrincipal }
  const xml = logoutResponseText({
    ...{ id, version: '2.0', issueInstant: instant(means.now()), issuer: means.entityId, inResponseTo: request.id },
    ...(destination === undefined ? {} : { destination }),
    status: isDone ? { code: statuses.success } : unknown,
  })
  return { id, xml }
}

/** A LogoutRequest of the identity provider, by the browser or by SOAP; throws a Refusal. */
export const toldToLeave = async (call: Call, received: Received, means: Means): Promise<Reply> => {
  const { keys, eyes } = means
  const idp = await means.idps.idp()
  const request = readLogoutRequest(received.message)
  checkRequest(request, received, idp, means)
  const isDone = end(call, request, received, means)
  const how = eyes.has('logout-answer-unsigned') ? 'unsigned' : 'right'
  if (received.binding === 'soap') {
    const { id, xml } = answerTo(request, undefined, isDone, means)
    return { status: 200, headers: [['Content-Type', 'text/xml']], body: soapText(signedXml(xml, id, { keys, how })) }
  }
  const endpoint = endpointOn(idp.slo, received.binding)
  const to = endpoint?.responseLocation ?? endpoint?.location ?? idp.entityId
  const { relayState } = received
  const message = { kind: 'SAMLResponse', ...answerTo(request, to, isDone, means) } as const
  return sentBy(
    received.binding,
    to,
    { ...message, ...(relayState === undefined ? {} : { relayState }) },
    { keys, how },
  )
}
