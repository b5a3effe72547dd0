/** What of a user the service shows. */
export const shownAttributes = ['sub', 'username', 'email', 'name'] as const
export type ShownAttribute = (typeof shownAttributes)[number]

/** Where a service says who is signed in. */
export interface WhoAmI {
  readonly url: string
  /** Where a JSON answer names the user, as a JSON Pointer (RFC 6901). */
  readonly user?: string
  /** For pages, instead of `user`: a regular expression whose first group is the name. */
  readonly pattern?: string
  /** `sub` unless said. */
  readonly is?: ShownAttribute
}

/** A service that logs people in at an issuer of ours, as its users know it; plain data. */
export interface ServiceSeed {
  /** Started by us, and what it promises is ours to say. */
  readonly ours: boolean
  /** Going there begins a login. */
  readonly login: string
  /** There is a form there to be sent first: the end of its address. */
  readonly loginForm?: string
  /** Absent: nobody outside can see who is signed in. */
  readonly whoami?: WhoAmI
  /** Going there ends the session. */
  readonly logout?: string
  /** Role of its registration at the issuer. */
  readonly client: string
  /** Where the issuer sends browsers back to. */
  readonly callbacks: readonly string[]
  /** Of the same owner, where a login leads through; only the hosts count. */
  readonly further?: readonly string[]
}

export const serviceAddresses = ({ login, whoami, logout, callbacks, further = [] }: ServiceSeed): readonly string[] =>
  [login, whoami?.url, logout, ...callbacks, ...further].filter((url) => url !== undefined)
