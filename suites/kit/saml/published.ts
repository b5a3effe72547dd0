import type { SamlProfile } from '#fixtures/schema/profile.ts'
import { bindingOf } from '#mocks/saml/names.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { PublishedIdp } from '../contract-saml.ts'
import { readPublished } from './read-metadata.ts'

/** The identity provider of a document. Throws a ConfigurationError of one sentence where there is none. */
export const publishedIn = (text: string, entityId: string | undefined, source: string): PublishedIdp => {
  try {
    return readPublished(text, entityId)
  } catch (error) {
    throw new ConfigurationError(
      `${source}: ${error instanceof Error ? error.message : String(error)}.`.replace(/\.+$/, '.'),
    )
  }
}

/** The same promises, with what the metadata say of themselves. */
export const asPublished = (saml: SamlProfile, idp: PublishedIdp): SamlProfile => ({
  ...saml,
  entityId: idp.entityId,
  bindings: { ...saml.bindings, slo: idp.singleLogout.flatMap(({ binding }) => bindingOf(binding) ?? []) },
  nameIdFormats: idp.nameIdFormats.length > 0 ? [...idp.nameIdFormats] : saml.nameIdFormats,
  scopes: idp.scopes.map(({ value }) => value),
  wantsSignedRequests: idp.wantAuthnRequestsSigned === true,
})
