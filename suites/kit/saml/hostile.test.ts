import { expect, onTestFinished, test } from 'vitest'
import { installMatchers } from '../checks.ts'
import type { Judging } from '../definition.ts'
import { usualLimits } from '../drivers/limits.ts'
import { metadataOf, ownSps } from '../targets/own-sps.ts'
import { hostileServer, type Wire, whole, wires } from '../testing/hostile-server.ts'
import { played, seedAt, worldOf } from '../testing/seed.ts'

installMatchers()

const HTML = { 'content-type': 'text/html' }
const XML = { 'content-type': 'application/samlmetadata+xml' }

const limits = { ...usualLimits, milliseconds: 2000, bytes: 1_500_000 }

const page = (body: string, status?: string): Wire => whole(`<!doctype html><title>Hello</title>${body}`, HTML, status)

/** A form that takes this to the service, by itself. */
const posting = (response: string, to = 'https://portal.example/saml/acs'): Wire =>
  page(
    `<body onload="document.forms[0].submit()"><form method="post" action="${to}"><input type="hidden" name="SAMLResponse" value="${response}"></form>`,
  )

const packed = (xml: string): string => Buffer.from(xml).toString('base64')

const PROTOCOL = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'

const response = (content: string): string =>
  `<samlp:Response ${PROTOCOL} ID="_1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${content}</samlp:Response>`

const BOMB = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(10)}"><!ENTITY c "${'&b;'.repeat(10)}">]>`

/** What an identity provider may answer to a request for a login, and what is said about it. */
const answers: Readonly<Record<string, Wire>> = {
  'refuses everybody': page('<p>You may not</p>', '403 Forbidden'),
  'breaks down': page('<p>Sorry</p>', '500 Internal Server Error'),
  'is content with everything': page('<p>Welcome</p>'),
  'answers in JSON': whole('{"ok":true}'),
  'is silent about the assertion': posting(packed(response(''))),
  'sends no base64': posting('%%%%'),
  'sends no XML': posting(packed('not XML at all')),
  'sends another message': posting(packed(`<samlp:LogoutResponse ${PROTOCOL}/>`)),
  'sends a response without a status': posting(packed(`<samlp:Response ${PROTOCOL} ID="_1"/>`)),
  'sends an entity bomb': posting(packed(BOMB + response('<saml:Assertion>&c;</saml:Assertion>'))),
  'nests without end': posting(packed(response('<a>'.repeat(5000) + '</a>'.repeat(5000)))),
  'sends an encrypted assertion for nobody': posting(packed(response('<saml:EncryptedAssertion/>'))),
  'leads to strangers': posting(packed(response('')), 'https://attacker.example/acs'),
}

/** The metadata point at the server itself, unless it is they that are hostile. */
const idpMetadata = (origin: string): string =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${origin}/idp"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${['HTTP-Redirect', 'HTTP-POST'].map((binding) => `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${origin}/sso"/>`).join('')}</md:IDPSSODescriptor></md:EntityDescriptor>`

const at = async (wireFor: (path: string, origin: string) => Wire, judge: (evidence: Judging) => Promise<void>) => {
  const server = await hostileServer(wireFor)
  onTestFinished(server.close)
  const seed = await seedAt(server.origin, { kind: 'configured' })
  const saml = { metadata: { url: `${server.origin}/metadata` }, sps: await ownSps() }
  const world = worldOf({ ...seed, saml }, { limits })
  const { result, exchanges } = await played(
    { given: { saml: {} }, when: async () => ({}), verify: { 'SAML-SSO': judge } },
    world,
  )
  return { result, written: JSON.stringify({ result, exchanges }).length }
}

const sso = (wire: Wire) => (path: string, origin: string) =>
  path.startsWith('/metadata') ? whole(idpMetadata(origin), XML) : wire

test.for(Object.keys(answers))('an identity provider that %s signs nobody in', async (what) => {
  const { result, written } = await at(sso(answers[what] ?? whole('')), async ({ saml, expect }) => {
    expect(await saml.sp.login()).toBeSamlResponse()
  })
  expect(result).toMatchObject({ verdict: 'fail' })
  expect(result.checks[0]?.message).not.toMatch(/Error:|undefined|\bat .*\.ts/)
  expect(written).toBeLessThan(200_000)
})

test.for(Object.keys(answers))('what an identity provider refuses that %s proves nothing', async (what) => {
  const { result } = await at(sso(answers[what] ?? whole('')), async ({ saml, expect, control }) => {
    control(await saml.sp.login())
    expect(await saml.sp.login({ sign: 'none' })).toBeSamlRefusal()
  })
  expect(result.verdict).toBe('skip')
})

test('an identity provider that leads in circles is left', async () => {
  const { result } = await at(
    (path, origin) =>
      path.startsWith('/metadata')
        ? whole(idpMetadata(origin), XML)
        : whole('', { location: `${origin}/sso?again` }, '302 Found'),
    async ({ saml, expect }) => expect(await saml.sp.login()).toBeSamlResponse(),
  )
  expect(result).toMatchObject({ verdict: 'fail' })
  expect(result.checks[0]?.message).toContain('redirects')
})

const documents: Readonly<Record<string, Wire>> = {
  'a page': page('<p>Metadata</p>'),
  nothing: whole('', XML),
  '10 MB of XML': whole(
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${'<md:a/>'.repeat(1_500_000)}`,
    XML,
  ),
  'an entity bomb': whole(BOMB + idpMetadata('https://idp.example'), XML),
  'a service': whole(
    metadataOf({ entityId: 'https://sp.example', acs: ['https://sp.example/acs'], signs: false }),
    XML,
  ),
  'elements without end': whole(`${'<a>'.repeat(100_000)}`, XML),
  ...Object.fromEntries(['the connection cut at once'].flatMap((name) => (wires[name] ? [[name, wires[name]]] : []))),
}

test.for(Object.keys(documents))('%s in the place of the metadata is said', async (what) => {
  const { result } = await at(
    () => documents[what] ?? whole(''),
    async ({ saml, expect }) => {
      const { problem } = await saml.idp.metadata()
      expect(problem).toBeUndefined()
    },
  )
  expect(result).toMatchObject({ verdict: 'fail' })
  expect(result.checks[0]?.message.length).toBeLessThan(700)
})

test('a login where the metadata are of no use fails, and says so', async () => {
  const { result } = await at(
    () => page('<p>Metadata</p>'),
    async ({ saml, expect }) => expect(await saml.sp.login()).toBeSamlResponse(),
  )
  expect(result).toMatchObject({ verdict: 'fail' })
  expect(result.checks[0]?.message).toContain('metadata of the identity provider is of no use')
})
