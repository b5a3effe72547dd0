import { createSecretKey, randomUUID } from 'node:crypto'
import type { Bend } from '#fixtures/schema/fault.ts'
import { bend } from '#mocks/faults/bend.ts'
import { forge } from '#mocks/idp/forgery/index.ts'
import { strangerKey } from '#mocks/op/keys.ts'
import { assertionText, encryptedAssertionText } from '#mocks/saml/assertion-text.ts'
import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { responseText } from '#mocks/saml/message-text.ts'
import type { Assertion, AuthnRequest, Response } from '#mocks/saml/messages.ts'
import { idpMetadataText } from '#mocks/saml/metadata-text.ts'
import {
  attributeNameFormats,
  bindings,
  confirmationMethods,
  contextClasses,
  nameIdFormats,
  statuses,
} from '#mocks/saml/names.ts'
import { HMAC_SHA256 } from '#mocks/xml/algorithms.ts'
import { type CertifiedKey, certified, generateCertifiedKey } from '#mocks/xml/certificate.ts'
import { AES128_GCM, AES256_CBC, encryptXml } from '#mocks/xml/encryption.ts'
import { type SignOptions, signXml } from '#mocks/xml/sign.ts'

const ENTITY = 'https://idp.example/metadata'
const MINUTES = 60_000

export type Person = Readonly<Record<string, readonly string[]>>

export const ADA: Person = {
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.13': ['ada@aai.openaire.eu'],
  'urn:oid:0.9.2342.19200300.100.1.3': ['ada@university.example'],
  'urn:oid:2.16.840.1.113730.3.1.241': ['Ada Lovelace'],
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.7': ['urn:x:group:one#a', 'urn:x:group:two#a'],
}

export const GRACE: Person = {
  ...ADA,
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.13': ['grace@aai.openaire.eu'],
  'urn:oid:2.16.840.1.113730.3.1.241': ['Grace Hopper'],
}

/** An identity provider that says what a test wants of a person, without a login. */
export interface Speaker {
  readonly entityId: string
  readonly keys: CertifiedKey
  readonly metadata: string
  /** The text of a response, bent as attacks are. */
  readonly say: (request: AuthnRequest, keyOfSp: CertifiedKey, bends: readonly Bend[], about?: Person) => string
}

type Members = Readonly<Record<string, unknown>>

const assertionFor = (request: AuthnRequest, about: Person): Assertion => {
  const now = Date.now()
  const [soon, before, made] = [instant(now + 5 * MINUTES), instant(now - MINUTES), instant(now)]
  const { id: inResponseTo, assertionConsumerServiceUrl: recipient = '', issuer = '' } = request
  return {
    ...{ id: newId(), version: '2.0', issueInstant: made, issuer: ENTITY },
    subject: {
      nameId: { value: randomUUID(), format: nameIdFormats.transient },
      confirmations: [{ method: confirmationMethods.bearer, recipient, inResponseTo, notOnOrAfter: soon }],
    },
    conditions: { notBefore: before, notOnOrAfter: soon, audiences: [[issuer]] },
    authn: { authnInstant: made, sessionIndex: newId(), contextClass: contextClasses.password },
    attributes: Object.entries(about).map(([name, values]) => ({
      ...{ name, nameFormat: attributeNameFormats.uri, values },
    })),
  }
}

const responseFor = ({ id, assertionConsumerServiceUrl = '' }: AuthnRequest): Response => ({
  ...{ id: newId(), version: '2.0', issueInstant: instant(Date.now()), issuer: ENTITY },
  ...{ destination: assertionConsumerServiceUrl, inResponseTo: id, status: { code: statuses.success } },
})

/** `key`, `certificate` and `hmac` of an attack, as what mocks/xml/sign.ts takes. */
const signingFor = (keys: CertifiedKey, { key, certificate, hmac, ...rest }: Members): SignOptions => {
  const signer = key === 'stranger' ? certified(strangerKey(), 'stranger') : keys
  const own = certificate === 'own' || signer === keys
  const pem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return {
    ...(hmac ? { key: createSecretKey(Buffer.from(pem)), algorithm: HMAC_SHA256 } : { key: signer.privateKey }),
    ...(certificate === 'none' ? {} : { certificate: (own ? signer : keys).certificate }),
    ...(rest as object),
  }
}

const encryptedFor = (text: string, keyOfSp: CertifiedKey, { to, cipher, broken }: Members): string => {
  const { publicKey } = to === 'stranger' ? strangerKey() : keyOfSp
  const data = encryptXml(text, { publicKey, cipher: cipher === 'aes256-cbc' ? AES256_CBC : AES128_GCM })
  return encryptedAssertionText(
    broken ? data.replace(/.{8}(<\/xenc:CipherValue>.{0,40}<\/xenc:EncryptedData>)/, 'AAAAAAAA$1') : data,
  )
}

const at = (place: Bend['at'], bends: readonly Bend[], members: object): Members =>
  bend(
    bends.filter((each) => each.at === place),
    members as Record<string, unknown>,
  )

const saying =
  (keys: CertifiedKey): Speaker['say'] =>
  (request, keyOfSp, bends, about = ADA) => {
    const bent = at('saml.assertion', bends, assertionFor(request, about))
    const { assertion: wanted, ...response } = at('saml.response', bends, responseFor(request))
    // Functions among these are for who signs, and make no value now.
    const signatures = bends.filter((each) => each.at === 'saml.signature').map(({ set }) => set)
    const { response: whole = true, assertion: inner = true, ...how }: Members = Object.assign({}, ...signatures)
    const signing = signingFor(keys, how)
    const plain = assertionText(bent as unknown as Assertion)
    const signed = inner ? signXml(plain, String(bent.id), signing) : plain
    const { forgery } = at('saml.document', bends, {})
    const { encryption } = bent
    const sent = encryption ? encryptedFor(signed, keyOfSp, encryption as Members) : signed
    const text = responseText(response as unknown as Response, wanted === 'none' ? [] : [sent])
    const said = whole ? signXml(text, String(response.id), signing) : text
    return forgery === undefined
      ? said
      : forge(forgery, said, { address: 'http://127.0.0.1:9/', seal: (text) => encryptedFor(text, keyOfSp, {}) })
  }

export const startSpeaker = async (): Promise<Speaker> => {
  const keys = await generateCertifiedKey('idp')
  const metadata = idpMetadataText({
    entityId: ENTITY,
    keys: [{ use: 'signing', certificate: keys.certificate }],
    nameIdFormats: [nameIdFormats.transient],
    singleSignOn: [
      { binding: bindings.redirect, location: 'https://idp.example/sso' },
      { binding: bindings.post, location: 'https://idp.example/sso' },
    ],
    singleLogout: [
      { binding: bindings.redirect, location: 'https://idp.example/slo' },
      { binding: bindings.post, location: 'https://idp.example/slo' },
      { binding: bindings.soap, location: 'https://idp.example/slo' },
    ],
  })
  return { entityId: ENTITY, keys, metadata, say: saying(keys) }
}
