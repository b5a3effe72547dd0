import { element, textElement } from './markup.ts'
import type { Assertion, Attribute, AuthnStatement, Conditions, Confirmation, NameId } from './messages.ts'
import { SAML, XS, XSI } from './names.ts'

export const nameIdText = ({ value, format, nameQualifier, spNameQualifier }: NameId): string =>
  textElement('saml:NameID', value, {
    Format: format,
    NameQualifier: nameQualifier,
    SPNameQualifier: spNameQualifier,
  })

const confirmationText = ({
  method,
  recipient,
  inResponseTo,
  notBefore,
  notOnOrAfter,
  address,
}: Confirmation): string =>
  element(
    'saml:SubjectConfirmation',
    { Method: method },
    element('saml:SubjectConfirmationData', {
      NotBefore: notBefore,
      NotOnOrAfter: notOnOrAfter,
      Recipient: recipient,
      InResponseTo: inResponseTo,
      Address: address,
    }),
  )

const conditionsText = ({ notBefore, notOnOrAfter, audiences, oneTimeUse, further = '' }: Conditions): string => {
  const restrictions = audiences.map((list) =>
    element('saml:AudienceRestriction', {}, list.map((audience) => textElement('saml:Audience', audience)).join('')),
  )
  const content = [...restrictions, oneTimeUse ? '<saml:OneTimeUse/>' : '', further].join('')
  return element('saml:Conditions', { NotBefore: notBefore, NotOnOrAfter: notOnOrAfter }, content)
}

const authnText = ({ authnInstant, sessionIndex, sessionNotOnOrAfter, ...context }: AuthnStatement): string => {
  const authorities =
    context.authorities?.map((authority) => textElement('saml:AuthenticatingAuthority', authority)) ?? []
  const classRef = textElement('saml:AuthnContextClassRef', context.contextClass)
  return element(
    'saml:AuthnStatement',
    { AuthnInstant: authnInstant, SessionIndex: sessionIndex, SessionNotOnOrAfter: sessionNotOnOrAfter },
    element('saml:AuthnContext', {}, classRef + authorities.join('')),
  )
}

const attributeText = ({ name, nameFormat, friendlyName, values }: Attribute): string =>
  element(
    'saml:Attribute',
    { Name: name, NameFormat: nameFormat, FriendlyName: friendlyName },
    values.map((value) => textElement('saml:AttributeValue', value, { 'xsi:type': 'xs:string' })).join(''),
  )

/**
 * The text of an assertion, which declares all namespaces that it needs: it can be taken out of its response, and
 * encrypted. `signature` is the text of its ds:Signature, in the place where SAML core section 2.3.3 has it.
 */
export const assertionText = (assertion: Assertion, signature = ''): string => {
  const { id, version, issueInstant, issuer, subject, conditions, authn, attributes = [] } = assertion
  const about = subject
    ? [subject.nameId ? nameIdText(subject.nameId) : '', ...subject.confirmations.map(confirmationText)]
    : undefined
  const parts = [
    textElement('saml:Issuer', issuer),
    signature,
    about ? element('saml:Subject', {}, about.join('')) : '',
    conditions ? conditionsText(conditions) : '',
    authn ? authnText(authn) : '',
    attributes.length > 0 ? element('saml:AttributeStatement', {}, attributes.map(attributeText).join('')) : '',
  ]
  const namespaces = { 'xmlns:saml': SAML, 'xmlns:xs': XS, 'xmlns:xsi': XSI }
  return element(
    'saml:Assertion',
    { ...namespaces, ID: id, Version: version, IssueInstant: issueInstant },
    parts.join(''),
  )
}

/** Around the text of xenc:EncryptedData. */
export const encryptedAssertionText = (encryptedData: string): string =>
  element('saml:EncryptedAssertion', { 'xmlns:saml': SAML }, encryptedData)
