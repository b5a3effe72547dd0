import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, rewriting } from './rows.ts'
import { samlAttributeFaults } from './saml-idp-attributes.ts'
import { samlLogoutFaults } from './saml-idp-logout.ts'
import { samlMetadataFaults } from './saml-idp-metadata.ts'
import { samlRequestFaults } from './saml-idp-requests.ts'

const later = (seconds: number) =>
  rewriting((instant) => new Date(Date.parse(instant) + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z'))

/** The same instant, as a clock on the wall shows it. */
const onTheWall = rewriting((instant) =>
  new Date(Date.parse(instant) + 3_600_000).toISOString().replace(/\.\d+Z$/, '+01:00'),
)

type Confirmation = Readonly<Record<string, unknown>>

const confirmed = (change: Confirmation) => (old: unknown) =>
  Array.isArray(old) ? old.map((each: Confirmation) => ({ ...each, ...change })) : old

const status = (code: string) => `urn:oasis:names:tc:SAML:2.0:status:${code}`

const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'

const responses = faultsAt('saml.response', 'saml-idp', {
  'no-assertion': [
    'a login that ends without an assertion',
    'SAML-SSO',
    { set: { status: { code: status('Responder') }, assertion: 'none' } },
  ],
  'other-issuer': [
    'answers under the name of another identity provider',
    'SAMLCORE-2.2.5-issuer',
    { set: { issuer: 'https://other-idp.example/saml/metadata' } },
  ],
  'answers-nothing': [
    'answers that do not say which request they answer',
    'SAMLCORE-3.2.2-in-response-to',
    { also: ['SAMLPROF-4.1.4.2-bearer'], remove: ['inResponseTo'] },
  ],
  'other-destination': [
    'answers that are meant for another address than that where they go',
    'SAMLBIND-3.5.5.2-address',
    { set: { destination: 'https://other.example/saml/acs' } },
  ],
  'odd-status': [
    'finer status codes in the place of the outermost one',
    'SAMLCORE-3.2.2.2-status',
    {
      set: { 'status.code': (old: unknown, whole: { status?: { subCode?: string } }) => whole.status?.subCode ?? old },
    },
  ],
})

const assertions = faultsAt('saml.assertion', 'saml-idp', {
  'other-recipient': [
    'assertions that are to be taken to another address',
    'SAMLPROF-4.1.4.2-bearer',
    { set: { 'subject.confirmations': confirmed({ recipient: 'https://other.example/saml/acs' }) } },
  ],
  'endless-confirmation': [
    'assertions that may be delivered at any time',
    'SAMLPROF-4.1.4.2-bearer',
    { set: { 'subject.confirmations': confirmed({ notOnOrAfter: undefined }) } },
  ],
  'expired-at-once': [
    'assertions that have expired when they are made',
    'SAMLPROF-4.1.4.2-bearer',
    { set: { 'conditions.notOnOrAfter': later(-7200) } },
  ],
  'for-everybody': [
    'assertions without an audience',
    'SAMLPROF-4.1.4.2-audience',
    { set: { 'conditions.audiences': () => [] } },
  ],
  'good-for-a-day': [
    'assertions that are good for a day',
    'SAMLPROF-4.1.4.2-short',
    { set: { 'conditions.notOnOrAfter': later(86_400) } },
  ],
  'local-time': ['times of the local zone', 'SAMLCORE-1.3.3-utc', { set: { issueInstant: onTheWall } }],
  'login-to-come': [
    'logins that are still to come when the assertion is made',
    'SAMLCORE-2.7.2-instant',
    { set: { 'authn.authnInstant': later(600) } },
  ],
  'login-of-old': [
    'logins that are always of the day before',
    'SAMLCORE-2.7.2-instant',
    { set: { 'authn.authnInstant': later(-86_400) } },
  ],
  'no-context': ['a context without a name', 'SAMLCORE-2.7.2.2-context', { set: { 'authn.contextClass': '' } }],
  'no-statement': [
    'assertions without an authentication statement',
    'SAMLPROF-4.1.4.2-statement',
    { remove: ['authn'] },
  ],
  'no-session': ['logins without a SessionIndex', 'SAMLPROF-4.1.4.2-session', { remove: ['authn.sessionIndex'] }],
  'same-id': [
    'assertions that all have one identifier',
    'SAMLCORE-1.3.4-unique',
    { set: { id: '_0123456789abcdef0123456789abcdef01234567' } },
  ],
  'same-name': [
    'one name identifier for everybody and everywhere',
    'SAMLCORE-8.3.8-transient',
    { also: ['SAMLCORE-8.3.7-persistent'], set: { 'subject.nameId.value': 'somebody' } },
  ],
  'other-format': [
    'name identifiers of another format than was asked for',
    'SAMLCORE-3.4.1.1-format',
    { set: { 'subject.nameId.format': 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' } },
  ],
  'encrypted-by-cbc': [
    'assertions that are encrypted and not authenticated',
    'XMLENC-5.2-gcm',
    { variant: 'saml-encrypted', set: { 'encryption.cipher': 'aes128-cbc' } },
  ],
})

const signatures = faultsAt('saml.signature', 'saml-idp', {
  unsigned: [
    'answers without a signature',
    'SAMLPROF-4.1.4.5-signed',
    { also: ['SAML-SSO'], set: { response: false, assertion: false } },
  ],
  'stranger-key': [
    'answers that are signed with a key that is not published',
    'SAMLPROF-4.1.4.5-signed',
    { also: ['SAML-SSO'], set: { key: 'stranger' } },
  ],
  'sha-1': [
    'signatures with SHA-1',
    'XMLDSIG-6.1-idp',
    { set: { algorithm: `${XMLDSIG}rsa-sha1`, digest: `${XMLDSIG}sha1` } },
  ],
  'signs-the-whole': [
    'signatures over the whole document instead of one element',
    'SAMLCORE-5.4.2-reference',
    { set: { bendSignedInfo: (info: string) => info.replace(/URI="#[^"]*"/, 'URI=""') } },
  ],
  'further-transform': [
    'signatures with a transform that could change anything',
    'SAMLCORE-5.4.4-transforms',
    {
      set: {
        transforms: [
          `${XMLDSIG}enveloped-signature`,
          'http://www.w3.org/TR/1999/REC-xpath-19991116',
          'http://www.w3.org/2001/10/xml-exc-c14n#',
        ],
      },
    },
  ],
})

/** What an identity provider for SAML may get wrong. */
export const samlIdpFaults: readonly Fault[] = [
  ...samlMetadataFaults,
  ...samlRequestFaults,
  ...responses,
  ...assertions,
  ...signatures,
  ...samlAttributeFaults,
  ...samlLogoutFaults,
]
