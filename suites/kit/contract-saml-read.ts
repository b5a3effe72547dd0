import type { Assertion, LogoutRequest, LogoutResponse, Response } from '#mocks/saml/messages.ts'
import type { IdpMetadata } from '#mocks/saml/metadata.ts'
import type { HttpAnswer } from './contract.ts'

export interface SignatureFacts {
  /** Over the very element in which it stands, by a key of the metadata. */
  readonly valid: boolean
  /** Why it is not. */
  readonly why?: string
  /** URIs of the algorithms. */
  readonly algorithm?: string
  readonly digest?: string
  readonly transforms: readonly string[]
  /** What its references name. */
  readonly references: readonly string[]
}

export interface SamlAssertion extends Assertion {
  readonly signature?: SignatureFacts
  /** It came encrypted for us. */
  readonly encrypted: boolean
}

/** How an assertion was encrypted, as URIs, and why it does not open where it does not. */
export interface EncryptionFacts {
  readonly content?: string
  readonly key?: string
  readonly problem?: string
}

export interface SamlResponse extends Response {
  readonly signature?: SignatureFacts
  /** Those that could be read; what came encrypted among them. */
  readonly assertions: readonly SamlAssertion[]
  readonly encryptions: readonly EncryptionFacts[]
  /** Every instant that stands in it. */
  readonly times: readonly string[]
}

/** The signature stands within the text, or in the address that carried it. */
export interface LogoutAnswer extends LogoutResponse {
  readonly signature?: SignatureFacts
}

export interface LogoutDemand extends LogoutRequest {
  readonly signature?: SignatureFacts
}

export interface PublishedKey {
  /** Absent: for both. */
  readonly use?: 'signing' | 'encryption'
  /** Base64 of the DER. */
  readonly certificate: string
  /** `rsa`, `ec`; absent where the certificate cannot be read. */
  readonly type?: string
  readonly bits?: number
}

/** The metadata of an identity provider, as far as services read it. */
export interface PublishedIdp extends Omit<IdpMetadata, 'scopes'> {
  /** Of its role. */
  readonly protocols: readonly string[]
  /** Values of its entity attributes. */
  readonly categories: readonly string[]
  readonly scopes: readonly { readonly value: string; readonly regexp: boolean }[]
  /** What its certificates hold. */
  readonly published: readonly PublishedKey[]
  /** Where the document itself is signed. */
  readonly signature?: SignatureFacts
}

export interface PublishedMetadata {
  readonly answer: HttpAnswer
  /** Read from a file: nothing was asked. */
  readonly handedIn?: true
  /** Absent where there is none to be read; `problem` says why. */
  readonly idp?: PublishedIdp
  readonly problem?: string
}
