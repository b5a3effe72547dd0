import { Refusal } from '#mocks/wire/refusal.ts'
import { assertionLooks } from './assertion-looks.ts'
import { logoutLooks } from './logout-looks.ts'
import { metadataHabits } from './metadata-habits.ts'
import { readerHabits } from './reader-habits.ts'
import { requestHabits } from './request-habits.ts'
import { sessionHabits } from './session-habits.ts'
import { signatureLooks } from './signature-looks.ts'

/**
 * Everything that a right service provider looks at, by name, and what one that does not look lets in. The reference
 * service provider looks at all of it; a careless one leaves out what it is told to.
 */
export const looks = {
  doctype: 'A message brings no document type declaration.',
  'idp-metadata-expired': 'Metadata of the identity provider count until their validUntil.',
  root: 'What comes to the assertion consumer service is a Response.',
  version: 'Version is 2.0, of the response and of the assertion (SAML 2.0 Core section 4.1).',
  destination: 'Destination is the address at which the response came (SAML 2.0 Bindings section 3.5.5.2).',
  'destination-missing': 'A signed response says its Destination (SAML 2.0 Bindings section 3.5.5.2).',
  'response-issuer':
    'The Issuer of the response, if there, is the identity provider (SAML 2.0 Profiles section 4.1.4.2).',
  'in-response-to': 'InResponseTo is the request with which this browser set out (SAML 2.0 Profiles section 4.1.4.3).',
  unsolicited: 'Nobody is signed in who did not ask to be.',
  status: 'The status is Success (SAML 2.0 Core section 3.2.2.2).',
  ...signatureLooks,
  ...assertionLooks,
  ...logoutLooks,
} as const

export type Look = keyof typeof looks

/** Habits of careless service providers that are no missing check. */
export const habits = { ...readerHabits, ...requestHabits, ...metadataHabits, ...sessionHabits } as const

export type Habit = keyof typeof habits
export type Carelessness = Look | Habit

export interface Eyes {
  /** Throws a Refusal when `wrong`, unless this service provider does not look. */
  readonly look: (at: Look, wrong: boolean) => void
  readonly has: (carelessness: Carelessness) => boolean
}

/** Who reads by position looks at none of this. */
const implied: Readonly<Partial<Record<Carelessness, readonly Look[]>>> = {
  'first-assertion': ['reference', 'wrapped'],
  'last-assertion': ['reference', 'wrapped'],
  'assertion-of-root': ['reference', 'wrapped'],
  'other-of-doubled': ['ids', 'wrapped'],
}

export const eyesOf = (named: readonly Carelessness[]): Eyes => {
  const careless = new Set(named.flatMap((each) => [each, ...(implied[each] ?? [])]))
  return {
    has: (carelessness) => careless.has(carelessness),
    look: (at, wrong) => {
      if (wrong && !careless.has(at)) throw new Refusal(at, `Refused: ${looks[at]}`)
    },
  }
}
