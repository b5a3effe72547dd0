import { attributeOf, type XmlElement } from '#mocks/xml/document.ts'

/** Milliseconds by which clocks may differ. */
export const SKEW = 60_000

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** Of an attribute, in milliseconds since the epoch; NaN for what is no instant (SAML 2.0 Core section 1.3.3). */
export const instantOf = (element: XmlElement | undefined, name: string): number | undefined => {
  const value = attributeOf(element, name)
  if (value === undefined) return undefined
  return UTC.test(value) ? Date.parse(value) : Number.NaN
}

/** What is no instant has neither come nor is it to come. */
export const hasCome = (instant: number, now: number): boolean => instant <= now + SKEW
export const isToCome = (instant: number, now: number): boolean => instant > now - SKEW
