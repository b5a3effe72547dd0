import { bend } from '#mocks/faults/bend.ts'
import type { IdpMetadata } from '#mocks/saml/metadata.ts'
import { idpMetadataText } from '#mocks/saml/metadata-text.ts'
import { bindings } from '#mocks/saml/names.ts'
import type { CertifiedKey } from '#mocks/xml/certificate.ts'
import { endpointOf, type Idp } from './state.ts'

const DAY = 24 * 60 * 60 * 1000

const described = (idp: Idp, entityId: string, keys: readonly CertifiedKey[]): IdpMetadata => {
  const { issuer, saml } = idp
  const { title } = issuer.profile
  const at = (name: 'sso' | 'slo') => (binding: keyof typeof bindings) => ({
    binding: bindings[binding],
    location: endpointOf(idp, name),
  })
  return {
    entityId,
    validUntil: new Date(issuer.now() + DAY).toISOString(),
    // The newest key first: services that read only one read the one that signs.
    keys: keys.toReversed().map(({ certificate }) => ({ use: 'signing' as const, certificate })),
    nameIdFormats: saml.nameIdFormats,
    singleSignOn: saml.bindings.sso.map(at('sso')),
    singleLogout: saml.bindings.slo.map(at('slo')),
    wantAuthnRequestsSigned: saml.wantsSignedRequests,
    scopes: saml.scopes,
    ui: {
      displayName: { en: title },
      description: { en: `Test identity provider playing ${issuer.profile.id}: no real account works here.` },
    },
    organization: {
      name: { en: title },
      displayName: { en: title },
      url: { en: issuer.origin },
    },
    contacts: [{ type: 'technical', givenName: 'Whoever runs aai serve', email: 'mailto:nobody@localhost.invalid' }],
  }
}

/** The metadata of the identity provider as played. */
export const metadataOf = async (idp: Idp): Promise<string> => {
  const right = described(idp, idp.saml.entityId, await idp.keys.published())
  return idpMetadataText(bend(idp.issuer.faults.at('saml.metadata'), { ...right }) as unknown as IdpMetadata)
}

/** Those of the other environment, whose responses a service must not take; nobody answers at their addresses. */
export const otherMetadataOf = async (idp: Idp): Promise<string> =>
  idpMetadataText(
    described(idp, idp.saml.otherEnvironment ?? `${idp.saml.entityId}/other`, [await idp.keys.otherEnvironment()]),
  )
