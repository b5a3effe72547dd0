/** What metadata says of an entity, both before it is a text and after it was read. */

export interface Endpoint {
  /** URI. */
  readonly binding: string
  readonly location: string
  readonly responseLocation?: string
}

export interface IndexedEndpoint extends Endpoint {
  readonly index: number
  readonly isDefault?: boolean
}

export interface KeyDescriptor {
  /** For both where it says nothing (SAML metadata section 2.4.1.1). */
  readonly use?: 'signing' | 'encryption'
  /** Base64 of the DER. */
  readonly certificate: string
  /** URIs of md:EncryptionMethod. */
  readonly methods?: readonly string[]
}

/** Texts by language. */
export type Localised = Readonly<Record<string, string>>

export interface UiInfo {
  readonly displayName?: Localised
  readonly description?: Localised
  readonly informationUrl?: Localised
  readonly privacyStatementUrl?: Localised
  readonly logo?: { readonly url: string; readonly width: number; readonly height: number }
}

export interface AttributeService {
  readonly index: number
  readonly isDefault?: boolean
  readonly name: Localised
  readonly requested: readonly {
    readonly name: string
    readonly friendlyName?: string
    readonly isRequired?: boolean
  }[]
}

export interface Contact {
  readonly type: 'technical' | 'support' | 'administrative' | 'billing' | 'other'
  readonly givenName?: string
  readonly surName?: string
  /** `mailto:` and an address. */
  readonly email?: string
}

interface Entity {
  readonly entityId: string
  readonly validUntil?: string
  readonly cacheDuration?: string
  /** Of md:EntityDescriptor, so that it can be signed. */
  readonly id?: string
  readonly keys: readonly KeyDescriptor[]
  readonly nameIdFormats: readonly string[]
  readonly singleLogout: readonly Endpoint[]
  readonly ui?: UiInfo
  /** Entity attributes (SAML V2.0 Metadata Extension for Entity Attributes), by name. */
  readonly entityAttributes?: Readonly<Record<string, readonly string[]>>
  readonly organization?: { readonly name: Localised; readonly displayName: Localised; readonly url: Localised }
  readonly contacts?: readonly Contact[]
}

export interface IdpMetadata extends Entity {
  readonly singleSignOn: readonly Endpoint[]
  readonly wantAuthnRequestsSigned?: boolean
  /** shibmd:Scope, each a domain and no regular expression. */
  readonly scopes?: readonly string[]
}

export interface SpMetadata extends Entity {
  readonly assertionConsumers: readonly IndexedEndpoint[]
  readonly attributeServices?: readonly AttributeService[]
  readonly authnRequestsSigned?: boolean
  readonly wantAssertionsSigned?: boolean
}
