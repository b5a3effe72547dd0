import { confirmationMethods, SAML } from '#mocks/saml/names.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { attributeOf, childOf, childrenOf, descend, trimmed, type XmlElement } from '#mocks/xml/document.ts'
import { hasCome, instantOf, isToCome } from './instants.ts'
import type { Eyes } from './looks.ts'

/** What an assertion is held against. */
export interface Expected {
  readonly entityId: string
  readonly acs: string
  /** entityIDs of those who are believed. */
  readonly issuers: readonly string[]
  /** Whether this browser set out with the request of that ID. */
  readonly isAsked: (id: string) => boolean
  readonly now: number
}

/** SAML 2.0 Core section 2.5.1. */
const CONDITIONS: ReadonlySet<string> = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'])

const isKnown = ({ name, namespace }: XmlElement): boolean => namespace === SAML && CONDITIONS.has(name)

const checkAudiences = (conditions: XmlElement | undefined, { entityId }: Expected, eyes: Eyes): void => {
  const restrictions = childrenOf(conditions, SAML, 'AudienceRestriction')
  eyes.look('audience-missing', restrictions.length === 0)
  const named = (restriction: XmlElement): boolean =>
    childrenOf(restriction, SAML, 'Audience').some((audience) => trimmed(audience) === entityId)
  eyes.look('audience', !restrictions.every(named))
}

const checkConditions = (assertion: XmlElement, expected: Expected, eyes: Eyes): void => {
  const conditions = childOf(assertion, SAML, 'Conditions')
  const [notBefore, notOnOrAfter] = [instantOf(conditions, 'NotBefore'), instantOf(conditions, 'NotOnOrAfter')]
  eyes.look('not-before', notBefore !== undefined && !hasCome(notBefore, expected.now))
  eyes.look('not-on-or-after', notOnOrAfter !== undefined && !isToCome(notOnOrAfter, expected.now))
  eyes.look('condition', conditions?.children.some((condition) => !isKnown(condition)) ?? false)
  checkAudiences(conditions, expected, eyes)
}

const checkConfirmation = (confirmation: XmlElement | undefined, { acs, isAsked, now }: Expected, eyes: Eyes): void => {
  eyes.look('bearer', attributeOf(confirmation, 'Method') !== confirmationMethods.bearer)
  const data = childOf(confirmation, SAML, 'SubjectConfirmationData')
  eyes.look('recipient', attributeOf(data, 'Recipient') !== acs)
  const notOnOrAfter = instantOf(data, 'NotOnOrAfter')
  eyes.look('confirmation-expiry', notOnOrAfter === undefined || !isToCome(notOnOrAfter, now))
  const request = attributeOf(data, 'InResponseTo')
  const mayBeUnasked = request === undefined && eyes.has('unsolicited')
  eyes.look('confirmation-in-response-to', !mayBeUnasked && (request === undefined || !isAsked(request)))
}

const refusalOf = (check: () => void): Refusal | undefined => {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** One confirmation that holds is enough (SAML 2.0 Core section 2.4.1.1). */
const checkSubject = (assertion: XmlElement, expected: Expected, eyes: Eyes): void => {
  const confirmations = childrenOf(childOf(assertion, SAML, 'Subject'), SAML, 'SubjectConfirmation')
  const tried = confirmations.length > 0 ? confirmations : [undefined]
  const refusals = tried.map((confirmation) => refusalOf(() => checkConfirmation(confirmation, expected, eyes)))
  const [first] = refusals
  if (first && refusals.every(Boolean)) throw first
}

/** Milliseconds for which an assertion is new. */
const FRESH = 600_000

const isFresh = (issued: number | undefined, now: number): boolean =>
  issued !== undefined && hasCome(issued, now) && isToCome(issued + FRESH, now)

/** SAML 2.0 Profiles section 4.1.4.3, but for signatures and replay; throws a Refusal. */
export const checkAssertion = (assertion: XmlElement, expected: Expected, eyes: Eyes): void => {
  eyes.look('version', attributeOf(assertion, 'Version') !== '2.0')
  eyes.look('assertion-issuer', !expected.issuers.includes(trimmed(childOf(assertion, SAML, 'Issuer')) ?? ''))
  eyes.look('issued', !isFresh(instantOf(assertion, 'IssueInstant'), expected.now))
  checkConditions(assertion, expected, eyes)
  checkSubject(assertion, expected, eyes)
  const statement = childOf(assertion, SAML, 'AuthnStatement')
  const authenticated = instantOf(statement, 'AuthnInstant')
  eyes.look('authn-statement', authenticated === undefined || !hasCome(authenticated, expected.now))
}

/** Until when it might count again, had it not counted once. */
export const lastsUntil = (assertion: XmlElement, now: number): number => {
  const conditions = instantOf(childOf(assertion, SAML, 'Conditions'), 'NotOnOrAfter')
  const data = descend(assertion, SAML, 'Subject', 'SubjectConfirmation', 'SubjectConfirmationData')
  const ends = [conditions, instantOf(data, 'NotOnOrAfter'), now + 3_600_000]
  return Math.max(...ends.filter((end) => end !== undefined && !Number.isNaN(end)).map(Number))
}
