import type { RunningProvider } from '#mocks/op/index.ts'
import { type Stop, type Visitor, visitor } from '#mocks/op/testing/visitor.ts'
import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { authnRequestText } from '#mocks/saml/message-text.ts'
import type { Assertion, AuthnRequest, Response } from '#mocks/saml/messages.ts'
import type { SpMetadata } from '#mocks/saml/metadata.ts'
import { spMetadataText } from '#mocks/saml/metadata-text.ts'
import { bindings, SAML } from '#mocks/saml/names.ts'
import { readAssertion } from '#mocks/saml/read-assertion.ts'
import { readResponse } from '#mocks/saml/read-messages.ts'
import { onlyOne, readIdentityProviders, signingKeys } from '#mocks/saml/read-metadata.ts'
import { redirectUrl } from '#mocks/saml/send.ts'
import { type CertifiedKey, generateCertifiedKey } from '#mocks/xml/certificate.ts'
import { childOf, childrenOf, type XmlElement } from '#mocks/xml/document.ts'
import { decryptXml, XENC } from '#mocks/xml/encryption.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { type SignatureVerdict, verifyElement } from '#mocks/xml/verify.ts'

/** A service that asks: no server, since all that it is told goes through the browser. */
export interface AskingSp {
  readonly keys: CertifiedKey
  readonly metadata: SpMetadata
  readonly text: string
}

export const askingSp = async (name: string, more: Partial<SpMetadata> = {}): Promise<AskingSp> => {
  const origin = `https://${name}.example`
  const keys = await generateCertifiedKey(name)
  const metadata: SpMetadata = {
    entityId: `${origin}/saml`,
    keys: [{ certificate: keys.certificate }],
    nameIdFormats: [],
    assertionConsumers: [
      { binding: bindings.post, location: `${origin}/acs`, index: 1 },
      { binding: bindings.post, location: `${origin}/acs2`, index: 2 },
    ],
    singleLogout: [{ binding: bindings.redirect, location: `${origin}/slo` }],
    ui: { displayName: { en: `The service ${name}` } },
    ...more,
  }
  return { keys, metadata, text: spMetadataText(metadata) }
}

export const requestOf = (op: RunningProvider, sp: AskingSp, more: Partial<AuthnRequest> = {}): AuthnRequest => ({
  ...{ id: newId(), version: '2.0', issueInstant: instant(Date.now()), issuer: sp.metadata.entityId },
  destination: `${op.origin}${op.profile.saml?.endpoints.sso}`,
  ...more,
})

export const requestUrl = (op: RunningProvider, sp: AskingSp, request: AuthnRequest, signed = true): string =>
  redirectUrl(
    `${op.origin}${op.profile.saml?.endpoints.sso}`,
    { kind: 'SAMLRequest', xml: authnRequestText(request), relayState: 'where I was' },
    signed ? { key: sp.keys.privateKey } : undefined,
  )

/** What a browser was to bring to a service. */
export interface Brought {
  readonly to: string
  readonly relayState: string | undefined
  readonly xml: string
  readonly response: Response
  readonly assertion: Assertion | undefined
  readonly encrypted: boolean
  /** On the response, and on the assertion. */
  readonly verdicts: readonly (SignatureVerdict | undefined)[]
}

const opened = (sp: AskingSp, encrypted: XmlElement | undefined): XmlElement | undefined => {
  const data = childOf(encrypted, XENC, 'EncryptedData')
  return data && readXml(decryptXml(data, [sp.keys.privateKey])).root
}

/** Reads the self-posting form that an answer is; throws where it is none. */
export const brought = async (op: RunningProvider, sp: AskingSp, { page }: Stop): Promise<Brought> => {
  const [form] = page.forms
  const field = (name: string) => form?.fields.find((each) => each.name === name)?.value
  const packed = field('SAMLResponse')
  if (!form || packed === undefined) throw new Error(`no response came, but: ${page.text}`)
  const xml = Buffer.from(packed, 'base64').toString('utf8')
  const document = readXml(xml)
  const keys = signingKeys(onlyOne(readIdentityProviders(readXml(await op.saml.metadata())), 'identity provider'))
  const [plain] = childrenOf(document.root, SAML, 'Assertion')
  const [encrypted] = childrenOf(document.root, SAML, 'EncryptedAssertion')
  const assertion = plain ?? opened(sp, encrypted)
  const own = plain ? document : assertion && { source: document.source, root: assertion }
  return {
    ...{ to: form.action, relayState: field('RelayState'), xml },
    response: readResponse(document.root),
    assertion: assertion && readAssertion(assertion),
    encrypted: encrypted !== undefined,
    verdicts: [
      verifyElement(document, document.root, keys),
      assertion && own && plain ? verifyElement(own, assertion, keys) : undefined,
    ],
  }
}

interface Login {
  readonly request?: Partial<AuthnRequest>
  readonly as?: string
  readonly browser?: Visitor
  readonly consent?: 'accept' | 'cancel'
}

/** A whole login, by Redirect. */
export const logIn = async (op: RunningProvider, sp: AskingSp, login: Login = {}) => {
  const { request: more, as = 'plain', browser = visitor(op.origin), consent = 'accept' } = login
  const person = op.people[as]
  if (!person) throw new Error(`nobody is called ${as}`)
  const request = requestOf(op, sp, more)
  const first = await browser.get(requestUrl(op, sp, request))
  const last = await browser.through(first, person, consent)
  return { request, browser, first, last, brought: () => brought(op, sp, last) }
}
