import { attributeOf, childOf, childrenOf, descend, isElement, trimmed, type XmlElement } from '#mocks/xml/document.ts'
import type { AuthnRequest, LogoutRequest, LogoutResponse, NameId, Response, Status } from './messages.ts'
import { ASLO, SAML, SAMLP } from './names.ts'

/** A message that lacks what its kind has to say; the sentence says what. */
export class MessageError extends Error {
  override readonly name = 'MessageError'
}

const need = (element: XmlElement, name: string): string => {
  const value = attributeOf(element, name)
  if (value === undefined) throw new MessageError(`${element.name} has no ${name}.`)
  return value
}

/** Members that are known, and no others: data of a message compares by what it holds. */
export const known = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never

const bool = (value: string | undefined): boolean | undefined =>
  value === undefined ? undefined : /^\s*(true|1)\s*$/.test(value)

const whole = (value: string | undefined): number | undefined => (value === undefined ? undefined : Number(value))

const head = (message: XmlElement) =>
  known({
    id: need(message, 'ID'),
    version: need(message, 'Version'),
    issueInstant: need(message, 'IssueInstant'),
    destination: attributeOf(message, 'Destination'),
    issuer: trimmed(childOf(message, SAML, 'Issuer')),
  })

export const readNameId = (element: XmlElement | undefined): NameId | undefined =>
  element &&
  known({
    value: element.text,
    format: attributeOf(element, 'Format'),
    nameQualifier: attributeOf(element, 'NameQualifier'),
    spNameQualifier: attributeOf(element, 'SPNameQualifier'),
  })

const expect = (message: XmlElement, name: string): void => {
  const right: boolean = isElement(message, SAMLP, name)
  if (!right) {
    throw new MessageError(`the message is {${message.namespace}}${message.name} and no {${SAMLP}}${name}.`)
  }
}

export const readStatus = (answer: XmlElement): Status => {
  const status = childOf(answer, SAMLP, 'Status')
  const code = childOf(status, SAMLP, 'StatusCode')
  if (!code) throw new MessageError(`${answer.name} has no StatusCode.`)
  return known({
    code: need(code, 'Value'),
    subCode: attributeOf(childOf(code, SAMLP, 'StatusCode'), 'Value'),
    message: trimmed(childOf(status, SAMLP, 'StatusMessage')),
  })
}

const answer = (message: XmlElement) =>
  known({ ...head(message), inResponseTo: attributeOf(message, 'InResponseTo'), status: readStatus(message) })

export const readResponse = (message: XmlElement): Response => {
  expect(message, 'Response')
  return answer(message)
}

export const readLogoutResponse = (message: XmlElement): LogoutResponse => {
  expect(message, 'LogoutResponse')
  return answer(message)
}

export const readLogoutRequest = (message: XmlElement): LogoutRequest => {
  expect(message, 'LogoutRequest')
  return known({
    ...head(message),
    notOnOrAfter: attributeOf(message, 'NotOnOrAfter'),
    reason: attributeOf(message, 'Reason'),
    nameId: readNameId(childOf(message, SAML, 'NameID')),
    sessionIndexes: childrenOf(message, SAMLP, 'SessionIndex').map(({ text }) => text.trim()),
    asynchronous: childOf(childOf(message, SAMLP, 'Extensions'), ASLO, 'Asynchronous') ? true : undefined,
  })
}

const readPolicy = (element: XmlElement | undefined): AuthnRequest['nameIdPolicy'] =>
  element &&
  known({
    format: attributeOf(element, 'Format'),
    allowCreate: bool(attributeOf(element, 'AllowCreate')),
    spNameQualifier: attributeOf(element, 'SPNameQualifier'),
  })

const readContext = (element: XmlElement | undefined): AuthnRequest['requestedContext'] =>
  element &&
  known({
    comparison: attributeOf(element, 'Comparison'),
    classes: childrenOf(element, SAML, 'AuthnContextClassRef').map(({ text }) => text.trim()),
  })

export const readAuthnRequest = (message: XmlElement): AuthnRequest => {
  expect(message, 'AuthnRequest')
  const list = descend(message, SAMLP, 'Scoping', 'IDPList')
  return known({
    ...head(message),
    forceAuthn: bool(attributeOf(message, 'ForceAuthn')),
    isPassive: bool(attributeOf(message, 'IsPassive')),
    protocolBinding: attributeOf(message, 'ProtocolBinding'),
    assertionConsumerServiceUrl: attributeOf(message, 'AssertionConsumerServiceURL'),
    assertionConsumerServiceIndex: whole(attributeOf(message, 'AssertionConsumerServiceIndex')),
    attributeConsumingServiceIndex: whole(attributeOf(message, 'AttributeConsumingServiceIndex')),
    nameIdPolicy: readPolicy(childOf(message, SAMLP, 'NameIDPolicy')),
    requestedContext: readContext(childOf(message, SAMLP, 'RequestedAuthnContext')),
    scoping: list && childrenOf(list, SAMLP, 'IDPEntry').map((entry) => attributeOf(entry, 'ProviderID') ?? ''),
    subject: readNameId(childOf(childOf(message, SAML, 'Subject'), SAML, 'NameID')),
  })
}
