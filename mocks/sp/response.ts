import { SAML, SAMLP, statuses } from '#mocks/saml/names.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { attributeOf, childOf, descend, isElement, trimmed, type XmlDocument } from '#mocks/xml/document.ts'
import { DS } from '#mocks/xml/signature-names.ts'
import type { Expected } from './assertion.ts'
import { type Eyes, looks } from './looks.ts'

const checkStatus = ({ root }: XmlDocument, eyes: Eyes): void => {
  const status = childOf(root, SAMLP, 'Status')
  if (attributeOf(childOf(status, SAMLP, 'StatusCode'), 'Value') === statuses.success || eyes.has('status')) return
  throw new Refusal('status', `Refused: ${looks.status}`, trimmed(childOf(status, SAMLP, 'StatusMessage')))
}

/** The response around the assertion (SAML 2.0 Profiles section 4.1.4.3, SAML 2.0 Bindings section 3.5.5.2); throws a Refusal. */
export const checkResponse = (document: XmlDocument, { acs, issuers, isAsked }: Expected, eyes: Eyes): void => {
  const { root } = document
  eyes.look('root', !isElement(root, SAMLP, 'Response'))
  eyes.look('version', attributeOf(root, 'Version') !== '2.0')
  const destination = attributeOf(root, 'Destination')
  eyes.look('destination', destination !== undefined && destination !== acs)
  eyes.look('destination-missing', destination === undefined && descend(root, DS, 'Signature') !== undefined)
  const issuer = trimmed(childOf(root, SAML, 'Issuer'))
  eyes.look('response-issuer', issuer !== undefined && !issuers.includes(issuer))
  const request = attributeOf(root, 'InResponseTo')
  eyes.look('unsolicited', request === undefined)
  eyes.look('in-response-to', request !== undefined && !isAsked(request))
  checkStatus(document, eyes)
}
