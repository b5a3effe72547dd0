import { type Attack, attacksAt, type Rows, type Told } from './attack.ts'

const SIGNATURE = 'SAML-SP-SIGNATURE'
const REFERENCE = 'SAMLCORE-5.4.2'

/** Reading what was verified, and nothing beside it, is safe. */
const IGNORED =
  'What was signed was read, and what stands beside it was not: that is safe, and a response with two of a kind is better refused.'

const wrapped: Told = { also: [REFERENCE], oneself: 'lenient', lenient: IGNORED }

const row = (title: string, forgery: string): Rows[string] => [title, { set: { forgery } }, wrapped]

/** Signature wrapping, as its discoverers count it: xsw1 to xsw8, and what was found since. */
const wraps: Rows = {
  xsw1: row('a forged response whose signature holds the signed one', 'response-in-signature'),
  xsw2: row('a forged response that holds the signed one beside its signature', 'response-beside'),
  xsw3: row('a forged assertion before the signed one', 'assertion-before'),
  xsw4: row('a forged assertion around the signed one', 'assertion-within'),
  xsw5: row('a forged assertion with the signature of the one behind it', 'assertion-behind'),
  xsw6: row('a forged assertion whose signature holds the signed one', 'assertion-in-signature'),
  xsw7: row('a forged assertion among extensions, under the ID of the signed one', 'in-extensions'),
  xsw8: row('a forged assertion whose signature holds the signed one as an object', 'in-object'),
  'same-id-before': row('a forged assertion under the same ID before the signed one', 'same-id-before'),
  'same-id-behind': row('a forged assertion under the same ID behind the signed one', 'same-id-behind'),
  'unsigned-behind': row('a forged assertion behind the signed one', 'unsigned-behind'),
  'without-id': row('a forged assertion without an ID before the signed one', 'without-id-before'),
}

/** Nothing is forged: the name of the user is whole only to those who read all of it. */
const names: Rows = {
  comment: [
    'names of a user with a comment in the middle',
    { set: { forgery: 'comment-in-names' } },
    { oneself: 'fine' },
  ],
  characters: [
    'names of a user half of which is a CDATA section',
    { set: { forgery: 'characters-in-names' } },
    { oneself: 'fine' },
  ],
  instruction: [
    'names of a user half of which is a processing instruction since they were signed',
    { set: { forgery: 'instruction-in-names' } },
  ],
}

const DTD: Told = {
  oneself: 'lenient',
  lenient:
    'No document of SAML forbids a document type declaration; readers that take one can be led to files and addresses.',
}

const declarations: Rows = {
  doctype: ['a response with a document type declaration', { set: { forgery: 'doctype' } }, DTD],
  entity: ['names of a user half of which is an entity of the response', { set: { forgery: 'entity-in-names' } }, DTD],
  'entity-external': ['names of a user that are to be had at an address', { set: { forgery: 'external-entity' } }],
}

const unreadable: Rows = {
  'no-xml': ['a response that is no XML', { set: { forgery: 'no-xml' } }],
  empty: ['an empty response', { set: { forgery: 'empty' } }],
  half: ['half a response', { set: { forgery: 'half-of-it' } }],
}

/** Where a service looks for what was signed, and how it reads it. */
export const wrappingAttacks: readonly Attack[] = [
  ...attacksAt('saml.document', 'saml-wrapping', SIGNATURE, wraps),
  ...attacksAt('saml.document', 'saml-text', SIGNATURE, { ...names, ...declarations, ...unreadable }),
]
