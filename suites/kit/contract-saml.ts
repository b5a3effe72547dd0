import type { NameId } from '#mocks/saml/messages.ts'
import type { statuses } from '#mocks/saml/names.ts'
import type { Arrival, Browser, User } from './contract.ts'
import type { LogoutAnswer, LogoutDemand, PublishedMetadata, SamlResponse } from './contract-saml-read.ts'

export type * from './contract-saml-read.ts'

/** Preconditions on the services that we are at the identity provider. */
export interface SamlGiven {
  /** Role of the service that asks; `sp` unless said. */
  readonly sp?: string
  /** Further ones that `spAs` will be asked for. */
  readonly sps?: readonly string[]
  /** Nothing is asked in the name of a service: what is published is enough. */
  readonly publicOnly?: true
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
  readonly acsIndex?: number
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
  /** A login of the user with nothing bent, in a browser of its own, which scenarios share. */
  readonly usual: () => Promise<SamlLogin>
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
  /** The same without the browser: over SOAP. */
  readonly logoutOverSoap: (login: SamlLogin, options?: SamlLogoutOptions) => Promise<SamlLogout>
}

/** What scenarios about SAML have of either environment. */
export interface Saml {
  readonly idp: IdentityProvider
  /** The one that `given.saml` names. */
  readonly sp: ServiceProvider
  readonly spAs: (role: string) => ServiceProvider
}
