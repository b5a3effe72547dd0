import type { Assertion, LogoutRequest, LogoutResponse, NameId, Response } from '#mocks/saml/messages.ts'
import type { IdpMetadata } from '#mocks/saml/metadata.ts'
import type { statuses } from '#mocks/saml/names.ts'
import type { Arrival, Browser, HttpAnswer, User } from './contract.ts'

/** Preconditions on the services that we are at the identity provider. */
export interface SamlGiven {
  /** Role of the service that asks; `sp` unless said. */
  readonly sp?: string
  /** Further ones that `spAs` will be asked for. */
  readonly sps?: readonly string[]
  /** Nothing is asked in the name of a service: what is published is enough. */
  readonly publicOnly?: true
}

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

/** The identity provider that is the target. */
export interface IdentityProvider {
  /** By which it is known. */
  readonly entityId: string
  /** Fetched anew at each call. */
  readonly metadata: () => Promise<PublishedMetadata>
}

/** `noPassive`, for the URI that ends in NoPassive. */
export type SamlStatusName = keyof typeof statuses

export type SamlBinding = 'redirect' | 'post'

/** As registered; with a signature; without one; with one by a key that nobody knows; with one that no longer fits. */
export type RequestSigning = 'usual' | 'signed' | 'none' | 'stranger' | 'broken'

export interface SamlRequestOptions {
  /** `redirect` unless said. */
  readonly binding?: SamlBinding
  /** Null sends none; a random one unless said. */
  readonly relayState?: string | null
  readonly sign?: RequestSigning
  /** Instead of the address to which it is sent. */
  readonly destination?: string
  /** Instead of our entityID. */
  readonly issuer?: string
  readonly version?: string
  /** Changes the text before it is signed, or sent where it is not. */
  readonly rewrite?: (xml: string) => string
  readonly in?: Browser
}

export interface SamlLoginOptions extends SamlRequestOptions {
  readonly forceAuthn?: boolean
  readonly isPassive?: boolean
  /** Null names no address of ours. */
  readonly acs?: string | null
  /** Instead of an address. */
  readonly acsIndex?: number
  /** URI of the format of name identifier that is asked for; none unless said. */
  readonly nameIdFormat?: string
  readonly as?: User
  readonly consent?: 'allow' | 'deny'
}

export interface SentRequest {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly relayState?: string
  /** The address of ours that it named. */
  readonly acs?: string
}

/** Where a login request led: `callback` is a response on its way to us. */
export interface SamlLogin extends Arrival {
  readonly sp: string
  readonly request: SentRequest
  /** The address to which the browser was to take what came. */
  readonly postedTo?: string
  readonly carriedBy?: 'query' | 'fragment' | 'form_post'
  readonly response?: SamlResponse
  /** Why what came is no response. */
  readonly problem?: string
}

export interface SamlLogoutOptions extends SamlRequestOptions {
  /** Instead of the identifier that this login brought. */
  readonly nameId?: NameId
  /** Instead of what this login brought; null names none. */
  readonly sessionIndex?: string | null
}

/** A request that the identity provider sent to another service of the session on the way. */
export interface LogoutTold {
  readonly sp: string
  readonly request?: LogoutDemand
  readonly postedTo: string
}

/** Where a logout ended: `callback` is an answer on its way to us. */
export interface SamlLogout extends Arrival {
  readonly sp: string
  readonly request: SentRequest
  readonly postedTo?: string
  readonly carriedBy?: 'query' | 'fragment' | 'form_post'
  readonly response?: LogoutAnswer
  readonly problem?: string
  readonly told: readonly LogoutTold[]
}

/** A service that we are at the identity provider. */
export interface ServiceProvider {
  readonly role: string
  readonly entityId: string
  /** Addresses of its assertion consumer services, the default one first. */
  readonly acs: readonly string[]
  /** Whether its requests are signed. */
  readonly signs: boolean
  /** Sends the request and stops at the first page or answer. */
  readonly start: (options?: SamlLoginOptions) => Promise<SamlLogin>
  /** Sends the request, logs the user in, answers consent, and stops at the answer or at a page that leads nowhere. */
  readonly login: (options?: SamlLoginOptions) => Promise<SamlLogin>
  /**
   * Asks for the end of the session of this login, in the browser, and answers for our other services on the way:
   * `others` is what they say.
   */
  readonly logout: (
    login: SamlLogin,
    options?: SamlLogoutOptions & { readonly others?: 'success' | 'failure' },
  ) => Promise<SamlLogout>
}

/** What scenarios about SAML have of either environment. */
export interface Saml {
  readonly idp: IdentityProvider
  /** The one that `given.saml` names. */
  readonly sp: ServiceProvider
  readonly spAs: (role: string) => ServiceProvider
}
