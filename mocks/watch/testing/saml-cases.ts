import type { NotedMessage } from '#mocks/idp/note.ts'
import type { Case } from './requests.ts'
import type { Written } from './steps.ts'

const ID = '_6b1f0c2a9d8e4735aa10ff42c39be871d05f66a2'

const request = { id: ID, version: '2.0', issueInstant: '2026-01-01T00:00:00Z', issuer: 'https://shop.example/saml' }

const right: NotedMessage = {
  ...{ kind: 'AuthnRequest', binding: 'redirect', issuer: request.issuer, message: request, relayState: 'x' },
  signature: { state: 'valid', algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', weak: false },
}

export const askingSaml = (changes: Partial<NotedMessage> = {}): Written => ({
  endpoint: 'saml-sso',
  saml: { ...right, ...changes },
})

const withId = (id: string): Written => askingSaml({ message: { ...request, id } })

const leavingSaml = (changes: Partial<NotedMessage> = {}): Written => ({
  endpoint: 'saml-slo',
  saml: {
    ...right,
    kind: 'LogoutRequest',
    message: { ...request, nameId: { value: 'x' }, sessionIndexes: ['_s'] },
    ...changes,
  },
})

const refused = (condition: string): Case => ({
  wrong: [askingSaml({ refused: condition, why: 'It was refused.' })],
  right: [askingSaml()],
})

const unsigned: NotedMessage['signature'] = { state: 'absent' }
const weak: NotedMessage['signature'] = {
  state: 'valid',
  algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  weak: true,
}

/** For each rule about SAML what breaks it, and what does not. */
export const samlCases: Readonly<Record<string, readonly Case[]>> = {
  'saml.readable': [refused('saml.message-unreadable'), refused('saml.version-wrong')],
  'saml.issuer': [refused('saml.issuer-unknown')],
  'saml.destination': [refused('saml.destination-wrong'), refused('saml.destination-missing')],
  'saml.fresh': [refused('saml.request-stale')],
  'saml.acs': [refused('saml.acs-unknown'), refused('saml.acs-ambiguous')],
  'saml.id-new': [
    { wrong: [askingSaml()], right: [withId(`${ID.slice(0, -20)}00112233445566778899`)], before: [askingSaml()] },
  ],
  'saml.id-unguessable': [
    { wrong: [withId('_short')], right: [askingSaml()] },
    { wrong: [withId('6b1f0c2a9d8e4735aa10ff42c39be871')], right: [askingSaml()] },
    { wrong: [withId('_1767225600000123')], right: [askingSaml()] },
    {
      wrong: [withId(`${ID.slice(0, -1)}3`)],
      right: [withId('_ffeeddccbbaa99887766554433221100aabbccdd')],
      before: [askingSaml()],
    },
  ],
  'saml.relay-state': [
    { wrong: [askingSaml({ relayState: 'x'.repeat(81) })], right: [askingSaml({ relayState: 'x'.repeat(80) })] },
  ],
  'saml.signature': [
    { wrong: [askingSaml({ refused: 'saml.signature-invalid', why: 'It is not valid.' })], right: [askingSaml()] },
    { wrong: [askingSaml({ signature: unsigned })], right: [askingSaml()] },
  ],
  'saml.logout-signature': [
    {
      wrong: [leavingSaml({ refused: 'saml.signature-missing', why: 'It is not signed.', signature: unsigned })],
      right: [leavingSaml()],
    },
  ],
  'saml.sha1': [{ wrong: [askingSaml({ signature: weak })], right: [askingSaml()] }],
  'saml.logout-names': [
    { wrong: [leavingSaml({ message: { ...request, sessionIndexes: ['_s'] } })], right: [leavingSaml()] },
    {
      wrong: [leavingSaml({ message: { ...request, nameId: { value: 'x' }, sessionIndexes: [] } })],
      right: [leavingSaml()],
    },
  ],
}
