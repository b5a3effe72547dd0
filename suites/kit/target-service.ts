import type { StorageArea } from './drivers/agent.ts'
import type { DocumentSeed } from './target-document.ts'
import type { ProxySeed } from './target-proxy.ts'

/** What of a user the service shows. */
export const shownAttributes = ['sub', 'username', 'email', 'name'] as const
export type ShownAttribute = (typeof shownAttributes)[number]

/** Where a service says who is signed in. */
export interface WhoAmI {
  /** Where to ask, anew each time; absent where only the page on which a login ends shows it. */
  readonly url?: string
  /** Where a JSON answer names the user, as a JSON Pointer (RFC 6901). */
  readonly user?: string
  /** For pages, instead of `user`: a regular expression whose first group is the name. */
  readonly pattern?: string
  /** For pages: a CSS selector; its text is the name, or what `pattern` is looked for in. */
  readonly element?: string
  /** What the scripts of a page keep, for browsers; `*` in the name of the entry is any part of it. */
  readonly storage?: { readonly area: StorageArea; readonly key: string; readonly pointer?: string }
  /** `sub` unless said. */
  readonly is?: ShownAttribute
  /** Where the same answer says which account of the service's own that is; read as the user is. */
  readonly account?: string
}

/** A page that only holders of an entitlement see. */
export interface ProtectedPage {
  readonly url: string
  readonly entitlement: string
}

/** What a service may do without; what is asked of it then does not apply. */
export const dispensable = ['logout', 'tokenPage', 'protected', 'whoami.account', 'proxy'] as const
export type Dispensable = (typeof dispensable)[number]

/** What the metadata of a SAML service provider say that scenarios have to know. */
export interface ServiceProviderSeed {
  readonly entityId: string
  /** Something can be encrypted to it. */
  readonly encrypts: boolean
  /** Its requests are signed, as they say. */
  readonly signsRequests: boolean
  /** Addresses of the assertion consumer services that stand there, of whatever binding, with their indexes. */
  readonly acs: readonly { readonly location: string; readonly index: number }[]
  /** Where it takes logout messages through the browser, and over SOAP. */
  readonly logout: { readonly front: readonly string[]; readonly soap: readonly string[] }
}

/** A service that logs people in at an issuer of ours, as its users know it; plain data. */
export interface ServiceSeed {
  /** Started by us, and what it promises is ours to say. */
  readonly ours: boolean
  /** Going there begins a login. */
  readonly login: string
  /** There is a form there to be sent first: the end of its address. */
  readonly loginForm?: string
  /** There is something to be clicked first: a CSS selector, or what is written on a button or a link. */
  readonly loginClick?: string
  /** Absent: nobody outside can see who is signed in. */
  readonly whoami?: WhoAmI
  /** Going there ends the session. */
  readonly logout?: string
  /** A page for which the service needs the access token of the user. */
  readonly tokenPage?: string
  readonly protected?: ProtectedPage
  /** What it has none of. */
  readonly lacks?: readonly Dispensable[]
  /** What stands before it, if it was asked for. */
  readonly proxy?: ProxySeed
  /** Role of its registration at the issuer; a SAML service has none. */
  readonly client?: string
  /** What it is as a SAML service provider; absent: a client of OpenID Connect. */
  readonly saml?: ServiceProviderSeed
  /** The metadata of a SAML service provider, as a document that is judged, too. */
  readonly judgedMetadata?: DocumentSeed
  /** Where the issuer sends browsers back to. */
  readonly callbacks: readonly string[]
  /** Seconds for which it may keep keys and documents of its issuer that have changed; 60 unless said. */
  readonly coolDown?: number
  /** Of the same owner, where a login leads through; only the hosts count. */
  readonly further?: readonly string[]
}

export const serviceAddresses = (service: ServiceSeed): readonly string[] => {
  const { login, whoami, logout, tokenPage, callbacks, further = [] } = service
  return [login, whoami?.url, logout, tokenPage, service.protected?.url, ...callbacks, ...further].filter(
    (url) => url !== undefined,
  )
}
