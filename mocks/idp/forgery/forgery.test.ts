import { expect, test } from 'vitest'
import { SOMEBODY_ELSE } from '#mocks/faults/attacks/attack.ts'
import { strangerKey } from '#mocks/op/keys.ts'
import { everyElement } from '#mocks/xml/document.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { signXml } from '#mocks/xml/sign.ts'
import { verifySignature } from '#mocks/xml/verify.ts'
import { type Forgery, forge, forgeries } from './index.ts'

const { privateKey: key, publicKey } = strangerKey()
const USER = 'ada@aai.openaire.eu'

const assertion = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a"><saml:Issuer>idp</saml:Issuer><saml:Subject><saml:NameID>${USER}</saml:NameID></saml:Subject><saml:AttributeStatement><saml:Attribute><saml:AttributeValue>${USER}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`
const response = signXml(
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">idp</saml:Issuer><samlp:Status/>${signXml(assertion, '_a', { key })}</samlp:Response>`,
  '_r',
  { key },
)

const forger = { address: 'http://127.0.0.1:9/stranger?a&b', seal: (_: string) => '<Sealed/>' }
const names = Object.keys(forgeries) as Forgery[]

/** What a verifier that looks at everything says of each signature. */
const verdicts = (text: string): readonly string[] => {
  const document = readXml(text)
  return [...everyElement(document.root)]
    .filter(({ name }) => name === 'Signature')
    .map((signature) => {
      const verdict = verifySignature(document, signature, [publicKey])
      return verdict.valid
        ? `signs ${verdict.signed.text.includes(SOMEBODY_ELSE) ? 'the forged' : 'the right'}`
        : 'void'
    })
}

test('what is signed to begin with is right', () => {
  expect(verdicts(response)).toEqual(['signs the right', 'signs the right'])
})

const harmless: readonly Forgery[] = [
  ...(['assertion-before', 'assertion-within', 'unsigned-behind', 'without-id-before'] as const),
  ...(['comment-in-names', 'characters-in-names'] as const),
]

test.for(harmless)('%s leaves the signature of the assertion valid, for what was signed', (name) => {
  expect(verdicts(forge(name, response, forger))).toEqual(['signs the right'])
})

const withDeclaration: readonly Forgery[] = ['doctype', 'entity-in-names', 'external-entity']
const unreadable: readonly Forgery[] = ['no-xml', 'empty', 'half-of-it']

test.for(names.filter((name) => ![...harmless, ...withDeclaration, ...unreadable].includes(name)))(
  '%s is well-formed, and nothing that is signed in it speaks for the forged',
  (name) => {
    const text = forge(name, response, forger)
    expect(text).not.toBe(response)
    expect(verdicts(text).filter((verdict) => verdict !== 'void')).toEqual([])
  },
)

test.for([...withDeclaration, ...unreadable])('%s is refused by a reader who takes no declarations', (name) => {
  expect(() => readXml(forge(name, response, forger))).toThrow()
})

test('what was changed is about somebody else', () => {
  const about = names.filter((name) => forge(name, response, forger).includes(SOMEBODY_ELSE))
  expect(about.length).toBeGreaterThan(15)
})
