import {
  attributeOf,
  childOf,
  childrenOf,
  descend,
  everyElement,
  trimmed,
  type XmlElement,
} from '#mocks/xml/document.ts'
import type { Assertion, Attribute, AuthnStatement, Conditions, Confirmation } from './messages.ts'
import { SAML } from './names.ts'
import { known, readNameId } from './read-messages.ts'

const readConfirmation = (element: XmlElement): Confirmation => {
  const data = childOf(element, SAML, 'SubjectConfirmationData')
  return known({
    method: attributeOf(element, 'Method') ?? '',
    recipient: attributeOf(data, 'Recipient'),
    inResponseTo: attributeOf(data, 'InResponseTo'),
    notBefore: attributeOf(data, 'NotBefore'),
    notOnOrAfter: attributeOf(data, 'NotOnOrAfter'),
    address: attributeOf(data, 'Address'),
  })
}

const readConditions = (element: XmlElement): Conditions =>
  known({
    notBefore: attributeOf(element, 'NotBefore'),
    notOnOrAfter: attributeOf(element, 'NotOnOrAfter'),
    audiences: childrenOf(element, SAML, 'AudienceRestriction').map((restriction) =>
      childrenOf(restriction, SAML, 'Audience').map(({ text }) => text.trim()),
    ),
    oneTimeUse: childOf(element, SAML, 'OneTimeUse') ? true : undefined,
  })

const readAuthn = (element: XmlElement): AuthnStatement => {
  const context = childOf(element, SAML, 'AuthnContext')
  const authorities = childrenOf(context, SAML, 'AuthenticatingAuthority').map(({ text }) => text.trim())
  return known({
    authnInstant: attributeOf(element, 'AuthnInstant') ?? '',
    sessionIndex: attributeOf(element, 'SessionIndex'),
    sessionNotOnOrAfter: attributeOf(element, 'SessionNotOnOrAfter'),
    contextClass: trimmed(childOf(context, SAML, 'AuthnContextClassRef')) ?? '',
    authorities: authorities.length > 0 ? authorities : undefined,
  })
}

const readAttribute = (element: XmlElement): Attribute =>
  known({
    name: attributeOf(element, 'Name') ?? '',
    nameFormat: attributeOf(element, 'NameFormat'),
    friendlyName: attributeOf(element, 'FriendlyName'),
    values: childrenOf(element, SAML, 'AttributeValue').map(({ text }) => text),
  })

/** What an assertion says: whole texts, comments and processing instructions left out. Whether to believe it is another matter. */
export const readAssertion = (element: XmlElement): Assertion => {
  const subject = childOf(element, SAML, 'Subject')
  const conditions = childOf(element, SAML, 'Conditions')
  const authn = childOf(element, SAML, 'AuthnStatement')
  const statements = childrenOf(element, SAML, 'AttributeStatement')
  return known({
    id: attributeOf(element, 'ID') ?? '',
    version: attributeOf(element, 'Version') ?? '',
    issueInstant: attributeOf(element, 'IssueInstant') ?? '',
    issuer: trimmed(childOf(element, SAML, 'Issuer')),
    subject: subject && {
      ...known({ nameId: readNameId(descend(subject, SAML, 'NameID')) }),
      confirmations: childrenOf(subject, SAML, 'SubjectConfirmation').map(readConfirmation),
    },
    conditions: conditions && readConditions(conditions),
    authn: authn && readAuthn(authn),
    attributes:
      statements.length > 0
        ? statements.flatMap((statement) => childrenOf(statement, SAML, 'Attribute')).map(readAttribute)
        : undefined,
  })
}

/** Texts of the element and below that a comment or a processing instruction cuts in two: readers differ about them. */
export const cutTexts = (element: XmlElement): readonly XmlElement[] =>
  [...everyElement(element)].filter(
    ({ comments, instructions, children }) => comments + instructions > 0 && children.length === 0,
  )
