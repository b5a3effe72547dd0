/** What a message says, before it is a text. Times are written as they will stand there: see `instant` of markup.ts. */

export interface NameId {
  readonly value: string
  readonly format?: string
  readonly nameQualifier?: string
  readonly spNameQualifier?: string
}

export interface Confirmation {
  readonly method: string
  readonly recipient?: string
  readonly inResponseTo?: string
  readonly notBefore?: string
  readonly notOnOrAfter?: string
  readonly address?: string
}

export interface Conditions {
  readonly notBefore?: string
  readonly notOnOrAfter?: string
  /** Each one an AudienceRestriction; a service has to find itself in all of them. */
  readonly audiences: readonly (readonly string[])[]
  readonly oneTimeUse?: boolean
  /** Markup of further conditions. */
  readonly further?: string
}

export interface AuthnStatement {
  readonly authnInstant: string
  readonly sessionIndex?: string
  readonly sessionNotOnOrAfter?: string
  readonly contextClass: string
  readonly authorities?: readonly string[]
}

export interface Attribute {
  readonly name: string
  readonly nameFormat?: string
  readonly friendlyName?: string
  readonly values: readonly string[]
}

/** SAML core section 2.3.3. */
export interface Assertion {
  readonly id: string
  readonly version: string
  readonly issueInstant: string
  readonly issuer?: string
  readonly subject?: { readonly nameId?: NameId; readonly confirmations: readonly Confirmation[] }
  readonly conditions?: Conditions
  readonly authn?: AuthnStatement
  readonly attributes?: readonly Attribute[]
}

export interface Status {
  readonly code: string
  readonly subCode?: string
  readonly message?: string
}

/** What every message has (SAML core sections 3.2.1 and 3.2.2). */
interface Message {
  readonly id: string
  readonly version: string
  readonly issueInstant: string
  readonly destination?: string
  readonly issuer?: string
}

interface Answer extends Message {
  readonly inResponseTo?: string
  readonly status: Status
}

/** SAML core section 3.3.3; the assertions are texts of their own, signed by themselves. */
export interface Response extends Answer {}

/** SAML core section 3.7.2. */
export interface LogoutResponse extends Answer {}

/** SAML core section 3.7.1. */
export interface LogoutRequest extends Message {
  readonly notOnOrAfter?: string
  readonly reason?: string
  readonly nameId?: NameId
  /** Text of saml:EncryptedID in the place of the name identifier. */
  readonly encryptedId?: string
  readonly sessionIndexes: readonly string[]
  /** Nobody waits for the answer (SAML V2.0 Asynchronous Single Logout Profile Extension). */
  readonly asynchronous?: boolean
}

/** SAML core section 3.4.1. */
export interface AuthnRequest extends Message {
  readonly assertionConsumerServiceUrl?: string
  readonly assertionConsumerServiceIndex?: number
  readonly attributeConsumingServiceIndex?: number
  readonly protocolBinding?: string
  readonly forceAuthn?: boolean
  readonly isPassive?: boolean
  readonly nameIdPolicy?: {
    readonly format?: string
    readonly allowCreate?: boolean
    readonly spNameQualifier?: string
  }
  readonly requestedContext?: { readonly comparison?: string; readonly classes: readonly string[] }
  /** Entity of the identity provider that is to be asked (ScopingIDPList). */
  readonly scoping?: readonly string[]
  readonly subject?: NameId
}
