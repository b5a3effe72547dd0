import { nameIdText } from './assertion-text.ts'
import { element, textElement } from './markup.ts'
import type { AuthnRequest, LogoutRequest, LogoutResponse, Response, Status } from './messages.ts'
import { ASLO, SAML, SAMLP } from './names.ts'

const NAMESPACES = { 'xmlns:samlp': SAMLP, 'xmlns:saml': SAML }

interface Head {
  readonly id: string
  readonly version: string
  readonly issueInstant: string
  readonly destination?: string
  readonly inResponseTo?: string
}

const head = ({ id, version, issueInstant, destination, inResponseTo }: Head) => ({
  ...NAMESPACES,
  ID: id,
  Version: version,
  IssueInstant: issueInstant,
  Destination: destination,
  InResponseTo: inResponseTo,
})

const statusText = ({ code, subCode, message }: Status): string => {
  const below = subCode === undefined ? '' : element('samlp:StatusCode', { Value: subCode })
  const top = element('samlp:StatusCode', { Value: code }, below)
  return element('samlp:Status', {}, top + textElement('samlp:StatusMessage', message))
}

/** Around the texts of its assertions; `signature` is that of the response. */
export const responseText = (response: Response, assertions: readonly string[], signature = ''): string =>
  element(
    'samlp:Response',
    head(response),
    [textElement('saml:Issuer', response.issuer), signature, statusText(response.status), ...assertions].join(''),
  )

export const logoutResponseText = (response: LogoutResponse, signature = ''): string =>
  element(
    'samlp:LogoutResponse',
    head(response),
    [textElement('saml:Issuer', response.issuer), signature, statusText(response.status)].join(''),
  )

export const logoutRequestText = (request: LogoutRequest, signature = ''): string => {
  const parts = [
    textElement('saml:Issuer', request.issuer),
    signature,
    request.asynchronous ? element('samlp:Extensions', {}, element('aslo:Asynchronous', { 'xmlns:aslo': ASLO })) : '',
    request.encryptedId ?? (request.nameId ? nameIdText(request.nameId) : ''),
    ...request.sessionIndexes.map((index) => textElement('samlp:SessionIndex', index)),
  ]
  const { notOnOrAfter, reason } = request
  return element(
    'samlp:LogoutRequest',
    { ...head(request), NotOnOrAfter: notOnOrAfter, Reason: reason },
    parts.join(''),
  )
}

const policyText = (policy: AuthnRequest['nameIdPolicy']): string =>
  policy === undefined
    ? ''
    : element('samlp:NameIDPolicy', {
        Format: policy.format,
        SPNameQualifier: policy.spNameQualifier,
        AllowCreate: policy.allowCreate,
      })

const contextText = (context: AuthnRequest['requestedContext']): string =>
  context === undefined
    ? ''
    : element(
        'samlp:RequestedAuthnContext',
        { Comparison: context.comparison },
        context.classes.map((name) => textElement('saml:AuthnContextClassRef', name)).join(''),
      )

const scopingText = (entities: readonly string[] | undefined): string => {
  if (entities === undefined) return ''
  const entries = entities.map((entity) => element('samlp:IDPEntry', { ProviderID: entity })).join('')
  return element('samlp:Scoping', {}, element('samlp:IDPList', {}, entries))
}

export const authnRequestText = (request: AuthnRequest, signature = ''): string => {
  const parts = [
    textElement('saml:Issuer', request.issuer),
    signature,
    request.subject ? element('saml:Subject', {}, nameIdText(request.subject)) : '',
    policyText(request.nameIdPolicy),
    contextText(request.requestedContext),
    scopingText(request.scoping),
  ]
  const values = {
    ForceAuthn: request.forceAuthn,
    IsPassive: request.isPassive,
    ProtocolBinding: request.protocolBinding,
    AssertionConsumerServiceIndex: request.assertionConsumerServiceIndex,
    AssertionConsumerServiceURL: request.assertionConsumerServiceUrl,
    AttributeConsumingServiceIndex: request.attributeConsumingServiceIndex,
  }
  return element('samlp:AuthnRequest', { ...head(request), ...values }, parts.join(''))
}
