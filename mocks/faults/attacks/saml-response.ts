import { type Attack, attacksAt, type Rows, STRANGER, type Told } from './attack.ts'

const CONDITIONS = 'SAML-SP-CONDITIONS'
const DESTINATION: Told['also'] = ['SAMLCORE-3.2.2-destination', 'SAMLBIND-3.5.5.2']
const STATUS: Told = { also: ['SAMLCORE-3.2.2.2'] }
const RESPONDER = 'urn:oasis:names:tc:SAML:2.0:status:Responder'
const DENIED = 'urn:oasis:names:tc:SAML:2.0:status:RequestDenied'

/** Said of whoever does not look for what a response is the answer to. */
export const UNASKED =
  'A service that takes unsolicited responses (SAML Profiles 2.0, 4.1.5) has nothing to compare with; somebody can be signed in under the account of another then.'

const failed = { 'status.code': RESPONDER, 'status.subCode': DENIED }

const addressed: Rows = {
  'destination-other': [
    'a response that was meant for another address',
    { set: { destination: `${STRANGER}/saml/acs` } },
    { also: DESTINATION },
  ],
  'destination-longer': [
    'a response that was meant for an address below that of the service',
    { set: { destination: (old: unknown) => `${old}/elsewhere` } },
    { also: DESTINATION },
  ],
  'destination-missing': [
    'a signed response that says nothing of where it goes',
    { remove: ['destination'] },
    { also: ['SAMLBIND-3.5.5.2'] },
  ],
  'request-other': [
    'a response to another request',
    { set: { inResponseTo: '_made-for-another-request' } },
    { also: ['SAMLPROF-4.1.4.3-request'], lenient: UNASKED },
  ],
  'issuer-other': [
    'a response of another issuer, signed by the identity provider',
    { set: { issuer: STRANGER } },
    { also: ['SAMLPROF-4.1.4.2-issuer'] },
  ],
}

const statuses: Rows = {
  error: ['a response that says the login failed', { set: { ...failed, assertion: 'none' } }, STATUS],
  'error-with-assertion': [
    'a response that says the login failed, with an assertion all the same',
    { set: failed },
    STATUS,
  ],
  'success-without-assertion': ['a response without an assertion', { set: { assertion: 'none' } }],
}

const policy: Rows = {
  unsolicited: ['a response to nobody', { remove: ['inResponseTo'] }],
}

/** Whoever logs in at BETA gets nowhere in production, and the other way round. */
const environments: Rows = {
  'other-environment': [
    'a response of the identity provider of the other environment',
    { behave: { samlIssuer: 'other-environment' } },
    { also: ['SAMLPROF-4.1.4.2-issuer', 'SAMLPROF-4.1.4.3-signature'] },
  ],
}

/** What the response says of itself. */
export const responseAttacks: readonly Attack[] = [
  ...attacksAt('saml.response', 'saml-response', CONDITIONS, { ...addressed, ...statuses }),
  ...attacksAt('saml.response', 'saml-response', 'SAMLPROF-4.1.5', policy),
  ...attacksAt('behaviour', 'saml-response', CONDITIONS, environments),
]
