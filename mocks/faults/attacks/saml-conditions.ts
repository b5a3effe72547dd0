import { type Attack, attacksAt, type Rows, STRANGER, type Told } from './attack.ts'
import { UNASKED } from './saml-response.ts'

const CONDITIONS = 'SAML-SP-CONDITIONS'
const HOUR = 3_600_000

const ELSEWHERE = `${STRANGER}/saml/acs`
const ANOTHER = '_made-for-another-request'
const NOBODY_KNOWS =
  '<saml:Condition xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:aai="urn:aai:nobody-knows" xsi:type="aai:OnlyOnSundays"/>'

/** Milliseconds; instants stand there as text. */
const moved = (by: number) => (old: unknown) => new Date(Date.parse(String(old)) + by).toISOString()

const also = (...also: NonNullable<Told['also']>): Told => ({ also })

const limits: Rows = {
  'audience-other': [
    'an assertion for another service',
    { set: { 'conditions.audiences': [[STRANGER]] } },
    also('SAMLCORE-2.5.1.4'),
  ],
  'audience-second': [
    'an assertion for the service, as far as another service agrees',
    { set: { 'conditions.audiences': (old: readonly unknown[]) => [...old, [STRANGER]] } },
    also('SAMLCORE-2.5.1.4'),
  ],
  'audience-missing': [
    'an assertion for any service',
    { set: { 'conditions.audiences': [] } },
    {
      oneself: 'lenient',
      lenient:
        'SAML Profiles 2.0 (4.1.4.2) demands an audience of the identity provider, and leaves open what a service does without.',
    },
  ],
  expired: [
    'an assertion that is over',
    { set: { 'conditions.notOnOrAfter': moved(-HOUR), 'conditions.notBefore': moved(-2 * HOUR) } },
    also('SAMLCORE-2.5.1.2'),
  ],
  'not-yet': [
    'an assertion that is not valid yet',
    { set: { 'conditions.notBefore': moved(HOUR), 'conditions.notOnOrAfter': moved(2 * HOUR) } },
    also('SAMLCORE-2.5.1.2'),
  ],
  'condition-unknown': [
    'an assertion with a condition that nobody knows',
    { set: { 'conditions.further': NOBODY_KNOWS } },
    also('SAMLCORE-2.5.1.1'),
  ],
  'version-other': ['an assertion of SAML 1.1, as it says', { set: { version: '1.1' } }, also('SAMLCORE-4.1.2')],
  'issuer-other': [
    'an assertion of another issuer than the response',
    { set: { issuer: STRANGER } },
    also('SAMLPROF-4.1.4.2-issuer'),
  ],
  'issued-long-ago': [
    'an assertion that was made two days ago, as it says, and is valid now',
    { set: { issueInstant: moved(-48 * HOUR) } },
    {
      oneself: 'lenient',
      lenient: 'SAML Core 2.0 lets the conditions say how long an assertion counts, and nothing else.',
    },
  ],
}

type Confirmation = Readonly<Record<string, string | undefined>>

/** Of every confirmation of its subject. */
const confirming = (change: (old: Confirmation) => Confirmation) => ({
  set: { 'subject.confirmations': (old: readonly Confirmation[]) => old.map((each) => ({ ...each, ...change(each) })) },
})

const confirmation: Rows = {
  expired: [
    'a confirmation that is over',
    confirming(({ notOnOrAfter }) => ({ notOnOrAfter: moved(-HOUR)(notOnOrAfter) })),
    also('SAMLPROF-4.1.4.3-expiry'),
  ],
  'never-over': [
    'a confirmation without an end',
    confirming(() => ({ notOnOrAfter: undefined })),
    also('SAMLPROF-4.1.4.3-expiry'),
  ],
  'recipient-other': [
    'a confirmation for another address',
    confirming(() => ({ recipient: ELSEWHERE })),
    also('SAMLPROF-4.1.4.3-recipient'),
  ],
  'recipient-missing': [
    'a confirmation for any address',
    confirming(() => ({ recipient: undefined })),
    also('SAMLPROF-4.1.4.3-recipient'),
  ],
  'request-other': [
    'a confirmation in answer to another request than the response',
    confirming(() => ({ inResponseTo: ANOTHER })),
    { also: ['SAMLPROF-4.1.4.3-request'], lenient: UNASKED },
  ],
  'holder-of-key': [
    'a confirmation for whoever holds a key',
    confirming(() => ({ method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' })),
    also('SAMLPROF-4.1.4.3-bearer'),
  ],
  missing: [
    'an assertion without a confirmation',
    { set: { 'subject.confirmations': [] } },
    also('SAMLPROF-4.1.4.3-bearer'),
  ],
}

/** Legal, and to be used once. */
export const oneTimeVariations: readonly Attack[] = attacksAt('saml.assertion', 'saml-replay', 'SAMLCORE-2.5.1.5', {
  'one-time': ['an assertion for one use', { set: { 'conditions.oneTimeUse': true } }],
})

/** What the assertion says of itself and of what it is good for. */
export const conditionAttacks: readonly Attack[] = [
  ...attacksAt('saml.assertion', 'saml-conditions', CONDITIONS, limits),
  ...attacksAt('saml.assertion', 'saml-confirmation', CONDITIONS, confirmation),
]
