import { carelessProvider as careless } from './careless.ts'
import { breaking, type Rows } from './rows.ts'

const SIGNATURE = 'SAML-SP-SIGNATURE'
const VERIFIED = 'SAMLPROF-4.1.4.3-signature'
const REFERENCE = 'SAMLCORE-5.4.2'

const unverified = (title: string, ...what: readonly string[]): Rows[string] =>
  breaking(careless(title, SIGNATURE, ...what), VERIFIED)

const misread = (title: string, ...what: readonly string[]): Rows[string] =>
  breaking(careless(title, SIGNATURE, ...what), REFERENCE)

const verification: Rows = {
  'unsigned-believed': unverified('a service provider that believes what nobody signed', 'signed'),
  'key-brought': unverified('a service provider that verifies with the key that comes along', 'signer'),
  'value-unread': unverified('a service provider that verifies no signature', 'signature-value', 'digest'),
  'digest-unread': unverified('a service provider that digests nothing', 'digest', 'subject'),
  'digest-in-comment': careless(
    'a service provider that reads comments in digests',
    SIGNATURE,
    ...['digest-comment', 'subject'],
  ),
  'digest-of-nothing': breaking(
    unverified('a service provider that takes the digest of nothing', 'digest-empty'),
    ...[VERIFIED, REFERENCE],
  ),
  'reference-unread': breaking(
    unverified('a service provider that needs no reference', 'reference'),
    ...[VERIFIED, REFERENCE],
  ),
  'hmac-believed': unverified('a service provider that takes a public key for a secret', 'hmac'),
  'sha1-believed': careless('a service provider that believes in SHA-1', 'XMLDSIG-6.1', 'sha1'),
  'transforms-any': breaking(
    careless('a service provider that takes any transform', SIGNATURE, 'transforms'),
    'SAMLCORE-5.4.4',
  ),
  'signed-info-two': misread('a service provider that takes two contents of a signature', 'signed-info', 'subject'),
}

const reading: Rows = {
  'first-assertion': misread('a service provider that reads the first assertion', 'first-assertion', 'ids', 'subject'),
  'last-assertion': misread('a service provider that reads the last assertion', 'last-assertion', 'subject'),
  'assertion-of-root': misread(
    'a service provider that reads the assertion under the root',
    ...['assertion-of-root', 'subject'],
  ),
  'other-of-doubled': misread('a service provider that mixes up IDs', 'other-of-doubled', 'subject'),
  'first-text': careless('a service provider that reads beginnings of values', SIGNATURE, 'first-text', 'subject'),
  'instructions-read': careless(
    'a service provider that takes processing instructions for text',
    SIGNATURE,
    'instructions-read',
  ),
  'doctype-taken': careless(
    'a service provider that takes declarations of entities',
    SIGNATURE,
    ...['doctype', 'entities-expanded'],
  ),
  'entities-fetched': careless(
    'a service provider that asks where a response tells it to',
    SIGNATURE,
    ...['doctype', 'entities-fetched'],
  ),
  'encrypted-believed': unverified('a service provider that believes what is encrypted', 'encrypted-believed'),
  'encrypted-unread': careless('a service provider that cannot decrypt', 'SAMLCORE-2.3.4', 'encrypted-unread'),
}

/** What a service provider may get wrong with signatures, and with what is signed. */
export const signatureRows: Rows = { ...verification, ...reading }
