import { Refusal } from '#mocks/wire/refusal.ts'
import { metadataHabits } from './metadata-habits.ts'
import { requestHabits } from './request-habits.ts'
import { sessionHabits } from './session-habits.ts'
import { sizeHabits } from './size-habits.ts'

/**
 * Everything that a right service looks at, by name, and what one that does not look lets in. The reference service
 * looks at all of it; a careless one leaves out what it is told to.
 */
export const looks = {
  'metadata-issuer':
    'The issuer of the discovery document is the one it was told (OpenID Connect Discovery 1.0 section 4.3).',
  state: 'The state is the one this browser set out with (RFC 6749 section 10.12).',
  'response-issuer':
    'The iss of the authorization response is the issuer, and is there if promised (RFC 9207 section 2.4).',
  'answer-doubled': 'No parameter of an answer stands there twice.',
  'error-response': 'An error is not a login, whatever else comes with it.',
  'token-status': 'The token endpoint answered 200 with JSON.',
  'token-type': 'The access token is a bearer token (RFC 6749 section 7.1).',
  'id-token': 'There is an ID token.',
  form: 'It has three parts of base64url (RFC 7515 section 5.2).',
  doubled: 'No claim stands there twice (RFC 7519 section 4).',
  algorithm: 'It is signed with RS256, not as its header proposes.',
  signature: 'Its signature verifies.',
  'header-key': 'The key is one that the issuer publishes, not one that the token brings along.',
  'key-id': 'A kid that the issuer does not publish is nobody’s.',
  critical: 'A header that is critical and unknown is understood by nobody (RFC 7515 section 4.1.11).',
  'token-kind': 'It is an ID token, and no token of another kind (RFC 8725 section 3.12).',
  issuer: 'iss is the issuer.',
  audience: 'aud names the client.',
  'other-audiences': 'Further audiences are trusted by nobody.',
  'authorized-party': 'azp is the client.',
  subject: 'There is a sub, of 1 to 255 ASCII characters.',
  expiry: 'exp is there and to come.',
  'issued-at': 'iat is there and not to come.',
  'not-before': 'nbf is not to come.',
  nonce: 'The nonce is the one that was sent.',
  'access-token-hash': 'at_hash, if there, fits the access token.',
  'userinfo-status': 'Userinfo answered 200 with JSON.',
  'userinfo-signature': 'Userinfo that comes signed is not what was asked for.',
  'userinfo-subject': 'sub of userinfo is that of the ID token (OpenID Connect Core 1.0 section 5.3.2).',
} as const

export type Look = keyof typeof looks

/** Habits of careless services that are no missing check. */
export const habits = {
  ...requestHabits,
  ...metadataHabits,
  ...sessionHabits,
  ...sizeHabits,
} as const

export type Habit = keyof typeof habits
export type Carelessness = Look | Habit

export interface Eyes {
  /** Throws a Refusal when `wrong`, unless this service does not look. */
  readonly look: (at: Look, wrong: boolean) => void
  readonly has: (carelessness: Carelessness) => boolean
}

export const eyesOf = (careless: ReadonlySet<Carelessness>): Eyes => ({
  has: (carelessness) => careless.has(carelessness),
  look: (at, wrong) => {
    if (wrong && !careless.has(at)) throw new Refusal(at, `Refused: ${looks[at]}`)
  },
})
