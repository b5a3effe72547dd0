import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import type { PublishedIdp, PublishedMetadata } from '#suites/kit/contract-saml.ts'
import { listed } from '#suites/kit/json.ts'
import { bindingsOf, hasLogout, nameIdFormats } from '#suites/kit/saml/look.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml'], saml: { publicOnly: true } }

const SAML2 = 'urn:oasis:names:tc:SAML:2.0:protocol'

const NOTHING: Pick<PublishedIdp, 'singleSignOn' | 'singleLogout' | 'published' | 'scopes' | 'nameIdFormats'> = {
  singleSignOn: [],
  singleLogout: [],
  published: [],
  scopes: [],
  nameIdFormats: [],
}

const whatever = ({ idp }: PublishedMetadata) => idp ?? NOTHING

const twice = (values: readonly string[]): readonly string[] =>
  values.filter((value, at) => values.indexOf(value) !== at)

/** What services build on; whatever is made anew for each answer, such as an ID, is left out. */
const kept = (idp: PublishedIdp | undefined) => {
  const {
    id: _id,
    validUntil: _end,
    signature: _made,
    ...rest
  } = idp ?? { id: '', validUntil: '', signature: undefined }
  return rest
}

// What stands there every SAML service trusts, and most fetch it every day.
describe('Metadata of the identity provider', { tags: ['saml', 'idp', 'metadata'] }, () => {
  scenario({
    id: 'saml.idp.metadata.served',
    title: 'publishes metadata of an identity provider for SAML 2.0, under its own name',
    given,
    when: async ({ saml: { idp } }) => ({ metadata: await idp.metadata(), entityId: idp.entityId }),
    verify: {
      'SAML-IDP-METADATA': ({ metadata, entityId, expect }) => {
        expect(metadata.problem, 'what keeps the metadata from being read').toBeUndefined()
        if (entityId !== '') expect(metadata.idp?.entityId, 'entityID').toBe(entityId)
        expect(metadata.idp?.protocols, 'protocolSupportEnumeration').toContain(SAML2)
        expect(metadata.idp?.signature?.why, 'what is wrong with its signature').toBeUndefined()
      },
    },
  })

  scenario({
    id: 'saml.idp.metadata.unexpired',
    title: 'publishes metadata that have not expired',
    given,
    when: async ({ saml: { idp }, time, note }) => {
      const metadata = await idp.metadata()
      const { validUntil } = metadata.idp ?? {}
      if (validUntil !== undefined) note('metadata valid until', validUntil)
      return { metadata, now: time.now() }
    },
    verify: {
      'SAML-IDP-METADATA': ({ metadata, now, expect }) => {
        expect(metadata.problem).toBeUndefined()
        const { validUntil } = metadata.idp ?? {}
        if (validUntil === undefined) return
        expect(Date.parse(validUntil) / 1000, `validUntil ${validUntil}, in seconds`).toBeGreaterThan(now)
      },
    },
  })

  scenario({
    id: 'saml.idp.metadata.signing-key',
    title: 'publishes a key for signing, and none that is weak',
    given,
    when: async ({ saml: { idp } }) => ({ metadata: await idp.metadata() }),
    verify: {
      'SAML-IDP-METADATA': ({ metadata, expect }) => {
        const signing = whatever(metadata).published.filter(({ use }) => use !== 'encryption')
        expect(signing.length, 'certificates for signing').toBeGreaterThan(0)
        for (const { type, bits = 0 } of signing) {
          expect(type, 'type of the key').toMatch(/^(rsa|ec)$/)
          expect(bits, `bits of the ${type} key`).toBeGreaterThanOrEqual(type === 'ec' ? 256 : 2048)
        }
      },
    },
  })

  scenario({
    id: 'saml.idp.metadata.endpoints',
    title: 'publishes one address for logins over HTTP-Redirect and one over HTTP-POST',
    given,
    when: async ({ saml: { idp }, op }) => ({ metadata: await idp.metadata(), secure: op.issuer.startsWith('https:') }),
    verify: {
      'SAML-IDP-METADATA': ({ metadata, secure, expect }) => {
        const { singleSignOn, singleLogout } = whatever(metadata)
        const offered = bindingsOf(singleSignOn)
        expect(offered, 'bindings of SingleSignOnService').toEqual(expect.arrayContaining(['redirect', 'post']))
        expect(listed(twice(offered)), 'bindings that stand there twice').toBe('none')
        const plain = [...singleSignOn, ...singleLogout].filter(({ location }) => !location.startsWith('https:'))
        if (secure) expect(listed(plain.map(({ location }) => location)), 'addresses without TLS').toBe('none')
      },
    },
  })

  scenario({
    id: 'saml.idp.metadata.logout',
    title: 'publishes an address for single logout in the browser',
    given: { ...given, applies: hasLogout },
    when: async ({ saml: { idp } }) => ({ metadata: await idp.metadata() }),
    verify: {
      'SAML-IDP-METADATA': ({ metadata, expect }) => {
        const front = bindingsOf(whatever(metadata).singleLogout).filter((each) => each !== 'soap')
        expect(front.length, 'addresses of SingleLogoutService over HTTP-Redirect or HTTP-POST').toBeGreaterThan(0)
      },
    },
  })

  scenario({
    id: 'saml.idp.metadata.name-ids',
    title: 'publishes which name identifiers it gives, transient ones among them',
    given,
    when: async ({ saml: { idp } }) => ({ metadata: await idp.metadata() }),
    verify: {
      'SAMLMD-2.4.2-formats': ({ metadata, expect }) =>
        expect(whatever(metadata).nameIdFormats, 'NameIDFormat').toContain(nameIdFormats.transient),
    },
  })

  scenario({
    id: 'saml.idp.metadata.scope',
    title: 'publishes its scopes as domains, and not as patterns',
    given,
    when: async ({ saml: { idp }, op }) => ({ metadata: await idp.metadata(), scopes: op.profile.saml?.scopes ?? [] }),
    verify: {
      'SHIBMD-scope': ({ metadata, scopes, expect }) => {
        const published = whatever(metadata).scopes
        expect(listed(published.filter(({ regexp }) => regexp).map(({ value }) => value)), 'patterns').toBe('none')
        const values = published.map(({ value }) => value)
        expect(listed(scopes.filter((scope) => !values.includes(scope))), 'scopes that are not published').toBe('none')
      },
    },
  })

  scenario({
    id: 'saml.idp.metadata.stable',
    title: 'publishes the same twice',
    given,
    when: async ({ saml: { idp } }) => ({ first: await idp.metadata(), second: await idp.metadata() }),
    verify: {
      'SAML-IDP-METADATA': ({ first, second, expect }) => {
        expect(first.problem).toBeUndefined()
        expect(kept(second.idp)).toEqual(kept(first.idp))
      },
    },
  })
})
