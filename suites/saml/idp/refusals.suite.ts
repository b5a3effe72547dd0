import { describe } from 'vitest'
import type { SamlLogin, SamlLoginOptions } from '#suites/kit/contract-saml.ts'
import { citing, scenario, type Verify } from '#suites/kit/scenario.ts'

interface Row {
  readonly id: string
  readonly title: string
  readonly cites: keyof Verify<object>
  readonly ask: SamlLoginOptions
  /** One that signs its requests unless said. */
  readonly sp?: string
}

interface Refused {
  readonly refused: SamlLogin
}

const DOCTYPE = '<!DOCTYPE samlp:AuthnRequest [<!ENTITY who "somebody">]>'

const rows: readonly Row[] = [
  {
    id: 'unknown-service',
    title: 'a service that nobody registered',
    cites: 'SAML-UNREGISTERED',
    ask: { issuer: 'https://unregistered.example/saml/metadata', sign: 'none' },
  },
  {
    id: 'unsigned-redirect',
    title: 'a request over HTTP-Redirect without the signature that its service promised',
    cites: 'SAMLMD-2.4.4-unsigned',
    ask: { sign: 'none' },
  },
  {
    id: 'unsigned-post',
    title: 'a request over HTTP-POST without the signature that its service promised',
    cites: 'SAMLMD-2.4.4-unsigned',
    ask: { binding: 'post', sign: 'none' },
  },
  {
    id: 'broken-signature-redirect',
    title: 'a request over HTTP-Redirect whose signature does not fit',
    cites: 'SAMLBIND-3.4.4.1-signature',
    ask: { sign: 'broken' },
  },
  {
    id: 'broken-signature-post',
    title: 'a request over HTTP-POST whose signature does not fit',
    cites: 'SAMLCORE-3.2.1-signature',
    ask: { binding: 'post', sign: 'broken' },
  },
  {
    id: 'stranger-signature',
    title: 'a request that somebody else has signed',
    cites: 'SAMLBIND-3.4.4.1-signature',
    ask: { sign: 'stranger' },
  },
  {
    id: 'wrong-destination',
    title: 'a signed request that was meant for another address',
    cites: 'SAMLCORE-3.2.1-destination',
    ask: { sign: 'signed', destination: 'https://other-idp.example/saml/sso' },
  },
  {
    id: 'other-version',
    title: 'a request of another version of SAML',
    cites: 'SAMLCORE-4.1.3.1-version',
    ask: { version: '3.0' },
  },
  {
    id: 'doctype',
    title: 'a request with a document type declaration',
    cites: 'OWASP-XXE-doctype',
    ask: { binding: 'post', rewrite: (xml) => DOCTYPE + xml },
    sp: 'sp-two',
  },
]

// What must not bring an assertion: section 4.1.4.1 of the profiles, and what it stands on.
describe('Requests that the identity provider refuses', { tags: ['saml', 'idp', 'refusals'] }, () => {
  for (const { id, title, cites, ask, sp = 'sp' } of rows)
    scenario({
      id: `saml.idp.refusals.${id}`,
      title: `gives no assertion for ${title}`,
      given: { needs: ['saml'], saml: { sp } },
      when: async ({ saml, control }) => {
        control(await saml.sp.usual())
        return { refused: await saml.sp.login(ask) }
      },
      verify: citing<Refused>(cites, ({ refused, expect }) => expect(refused).toBeSamlRefusal()),
    })
})
