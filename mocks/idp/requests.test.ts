import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { visitor } from '#mocks/op/testing/visitor.ts'
import { type AskingSp, askingSp, logIn, requestOf, requestUrl } from './testing/asking.ts'

let op: RunningProvider
let sp: AskingSp
let strict: AskingSp

beforeAll(async () => {
  ;[sp, strict] = await Promise.all([askingSp('one'), askingSp('strict', { authnRequestsSigned: true })])
  op = await startProvider({ profile: 'openaire-beta', sps: [sp.text, strict.text] })
})
beforeEach(() => op.reset())
afterAll(() => op.close())

describe('a request that is not answered', () => {
  const visit = async (url: string) => {
    const stop = await visitor(op.origin).get(url)
    expect(stop.text).not.toContain('SAMLResponse')
    expect(stop.status).toBe(400)
    return op.requests.to('saml-sso').at(-1)?.saml
  }

  it.each<[string, string, () => string]>([
    [
      'of a service that nobody knows',
      'saml.issuer-unknown',
      () => requestUrl(op, sp, requestOf(op, sp, { issuer: 'https://x' })),
    ],
    [
      'to an address that nobody registered',
      'saml.acs-unknown',
      () => requestUrl(op, sp, requestOf(op, sp, { assertionConsumerServiceUrl: 'https://one.example/acs/' })),
    ],
    [
      'to an index that nobody registered',
      'saml.acs-index-unknown',
      () => requestUrl(op, sp, requestOf(op, sp, { assertionConsumerServiceIndex: 9 })),
    ],
    [
      'meant for somebody else',
      'saml.destination-wrong',
      () => requestUrl(op, sp, requestOf(op, sp, { destination: 'https://idp.example/sso' })),
    ],
    [
      'from long ago',
      'saml.request-stale',
      () => requestUrl(op, sp, requestOf(op, sp, { issueInstant: '2020-01-01T00:00:00Z' })),
    ],
    [
      'without the signature that its service promised',
      'saml.signature-missing',
      () => requestUrl(op, strict, requestOf(op, strict), false),
    ],
    [
      'signed by another',
      'saml.signature-invalid',
      () => requestUrl(op, { ...sp, keys: strict.keys }, requestOf(op, sp)),
    ],
    [
      'whose state was changed on the way',
      'saml.signature-invalid',
      () => requestUrl(op, sp, requestOf(op, sp)).replace('where', 'there'),
    ],
    ['of another version', 'saml.version-wrong', () => requestUrl(op, sp, requestOf(op, sp, { version: '1.1' }))],
    ['that is none', 'saml.message-unreadable', () => `${op.origin}${op.profile.saml?.endpoints.sso}?SAMLRequest=AAAA`],
    [
      'for a response over Redirect',
      'saml.response-binding-unsupported',
      () =>
        requestUrl(
          op,
          sp,
          requestOf(op, sp, { protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect' }),
        ),
    ],
  ])('is one %s', async (_, condition, url) => {
    expect(await visit(url())).toMatchObject({ refused: condition })
  })

  it('is answered where a fault makes the provider blind', async () => {
    op.fault({ id: 'x', title: 'x', breaks: 'x', at: 'behaviour', skip: ['saml.acs-unknown'] })
    const { brought: read } = await logIn(op, sp, { request: { assertionConsumerServiceUrl: 'https://evil.example/' } })
    expect((await read()).to).toBe('https://evil.example/')
  })
})
