import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CertifiedKey, generateCertifiedKey } from '#mocks/xml/certificate.ts'
import { childOf } from '#mocks/xml/document.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { signXml } from '#mocks/xml/sign.ts'
import { verifyElement } from '#mocks/xml/verify.ts'
import { assertionText } from './assertion-text.ts'
import { attributeOfName } from './attributes.ts'
import { instant } from './markup.ts'
import { authnRequestText, logoutRequestText, responseText } from './message-text.ts'
import type { Assertion, AuthnRequest, LogoutRequest } from './messages.ts'
import type { SpMetadata } from './metadata.ts'
import { spMetadataText } from './metadata-text.ts'
import { bindings, confirmationMethods, contextClasses, nameIdFormats, SAML, statuses } from './names.ts'
import { cutTexts, readAssertion } from './read-assertion.ts'
import { readAuthnRequest, readLogoutRequest, readResponse } from './read-messages.ts'
import { readServiceProviders } from './read-metadata.ts'
import { authenticityOf, receivePost, receiveRedirect, receiveSoap } from './receive.ts'
import { postFields, redirectQuery, soapText } from './send.ts'

const AT = instant(Date.UTC(2026, 0, 2, 3, 4, 5))

let keys: CertifiedKey
let other: CertifiedKey
beforeAll(async () => {
  ;[keys, other] = await Promise.all([generateCertifiedKey('sp'), generateCertifiedKey('other')])
})

const request: AuthnRequest = {
  ...{ id: '_1', version: '2.0', issueInstant: AT, destination: 'https://idp.example/sso?a=1&b=2', issuer: 'urn:sp' },
  ...{ assertionConsumerServiceUrl: 'https://sp.example/acs', protocolBinding: bindings.post, forceAuthn: true },
  nameIdPolicy: { format: nameIdFormats.transient, allowCreate: true },
  requestedContext: { comparison: 'exact', classes: [contextClasses.password] },
}

const assertion: Assertion = {
  ...{ id: '_a', version: '2.0', issueInstant: AT, issuer: 'urn:idp' },
  subject: {
    nameId: { value: 'a&b<c>"d"', format: nameIdFormats.transient },
    confirmations: [
      { method: confirmationMethods.bearer, recipient: 'https://sp.example/acs', notOnOrAfter: AT, inResponseTo: '_1' },
    ],
  },
  conditions: { notBefore: AT, notOnOrAfter: AT, audiences: [['urn:sp']] },
  authn: { authnInstant: AT, sessionIndex: '_s', contextClass: contextClasses.password },
  attributes: [attributeOfName('displayName', ['Zo\u00eb \ud83d\ude80 \t tab'])],
}

describe('messages', () => {
  it('say after reading what they were made to say', () => {
    expect(readAuthnRequest(readXml(authnRequestText(request)).root)).toEqual(request)
    const text = responseText(
      {
        id: '_r',
        version: '2.0',
        issueInstant: AT,
        issuer: 'urn:idp',
        inResponseTo: '_1',
        status: { code: statuses.success },
      },
      [assertionText(assertion)],
    )
    const { root } = readXml(text)
    expect(readResponse(root).status).toEqual({ code: statuses.success })
    const read = childOf(root, SAML, 'Assertion')
    if (!read) throw new Error('no assertion')
    expect(readAssertion(read)).toEqual(assertion)
  })

  it('keep their signatures when they are put into one another', () => {
    const inner = signXml(assertionText(assertion), '_a', { key: keys.privateKey })
    const head = { id: '_r', version: '2.0', issueInstant: AT, issuer: 'urn:idp', status: { code: statuses.success } }
    const document = readXml(signXml(responseText(head, [inner]), '_r', { key: keys.privateKey }))
    const within = childOf(document.root, SAML, 'Assertion')
    if (!within) throw new Error('no assertion')
    expect(verifyElement(document, document.root, [keys.publicKey])).toMatchObject({ valid: true })
    expect(verifyElement(document, within, [keys.publicKey])).toMatchObject({
      valid: true,
      signed: { name: 'Assertion' },
    })
  })

  it('give whole texts, and tell which ones are cut', () => {
    const text = assertionText(assertion).replace('a&amp;b', 'a&amp;<!-- x -->b').replace('Zo', 'Z<?x y?>o')
    const { root } = readXml(text)
    expect(readAssertion(root)).toEqual(assertion)
    expect(cutTexts(root).map(({ name }) => name)).toEqual(['NameID', 'AttributeValue'])
  })
})

describe('bindings', () => {
  const out = () => ({ kind: 'SAMLRequest', xml: authnRequestText(request), relayState: 'a b/\u00fc&=+%20' }) as const

  it('by Redirect carry a signature over the octets as they came', () => {
    const query = redirectQuery(out(), { key: keys.privateKey })
    const received = receiveRedirect(query)
    expect(readAuthnRequest(received.message)).toEqual(request)
    expect(received.relayState).toBe('a b/\u00fc&=+%20')
    expect(authenticityOf(received, [other.publicKey, keys.publicKey])).toMatchObject({ state: 'valid', weak: false })
    expect(authenticityOf(received, [other.publicKey])).toMatchObject({ state: 'invalid' })
    // Another spelling of the same values is another text, and the order of the parameters in the query counts for nothing.
    const parts = query.split('&')
    expect(authenticityOf(receiveRedirect(parts.toReversed().join('&')), [keys.publicKey])).toMatchObject({
      state: 'valid',
    })
    expect(authenticityOf(receiveRedirect(query.replace('%20', '+')), [keys.publicKey])).toMatchObject({
      state: 'invalid',
    })
    expect(authenticityOf(receiveRedirect(redirectQuery(out())), [keys.publicKey])).toEqual({ state: 'absent' })
  })

  it('by POST and SOAP carry it in the message', () => {
    const logout: LogoutRequest = {
      ...{ id: '_l', version: '2.0', issueInstant: AT, issuer: 'urn:sp', sessionIndexes: ['_s'] },
      ...{ nameId: { value: 'x' }, asynchronous: true },
    }
    const xml = signXml(logoutRequestText(logout), '_l', { key: keys.privateKey })
    const posted = receivePost(new URLSearchParams(postFields({ ...out(), xml }).map((pair) => [...pair])))
    const enveloped = receiveSoap(soapText(xml))
    for (const received of [posted, enveloped]) {
      expect(readLogoutRequest(received.message)).toEqual(logout)
      expect(authenticityOf(received, [keys.publicKey])).toMatchObject({ state: 'valid' })
    }
  })

  it.each([
    ['neither request nor response', () => receiveRedirect('RelayState=x'), /exactly one/],
    ['both', () => receiveRedirect('SAMLRequest=x&SAMLResponse=x'), /exactly one/],
    ['no base64', () => receiveRedirect('SAMLRequest=%2A'), /not base64/],
    ['no deflated text', () => receiveRedirect('SAMLRequest=AAAA'), /DEFLATE/],
    ['broken percent-encoding', () => receiveRedirect('SAMLRequest=%'), /percent-encoded/],
    [
      'a bomb',
      () =>
        receiveRedirect(
          `SAMLRequest=${encodeURIComponent(deflateRawSync(Buffer.alloc(5_000_000)).toString('base64'))}`,
        ),
      /inflates to more/,
    ],
    ['an envelope around nothing', () => receiveSoap(soapText('')), /envelope/],
  ])('refuse %s', (_, receive, sentence) => {
    expect(receive).toThrow(sentence)
  })
})

it('reads metadata as they were written', () => {
  const sp: SpMetadata = {
    ...{ entityId: 'https://sp.example/saml', validUntil: AT, id: '_m', nameIdFormats: [nameIdFormats.transient] },
    keys: [
      { certificate: keys.certificate },
      { use: 'encryption', certificate: other.certificate, methods: ['urn:x'] },
    ],
    assertionConsumers: [
      { binding: bindings.post, location: 'https://sp.example/acs?x=1&y', index: 3, isDefault: true },
    ],
    singleLogout: [{ binding: bindings.soap, location: 'https://sp.example/slo' }],
    attributeServices: [{ index: 1, name: { en: 'A' }, requested: [{ name: 'urn:oid:2.5.4.4', isRequired: true }] }],
    ...{ authnRequestsSigned: true, wantAssertionsSigned: false },
    ui: { displayName: { en: 'A', de: 'B' }, description: { en: 'd' } },
    entityAttributes: { 'urn:oasis:names:tc:SAML:profiles:subject-id:req': ['any'] },
  }
  expect(readServiceProviders(readXml(spMetadataText(sp)))).toEqual([sp])
})
