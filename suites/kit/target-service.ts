/** A service that logs people in at an issuer of ours, as its users know it; plain data. */
export interface ServiceSeed {
  /** Started by us, and what it promises is ours to say. */
  readonly ours: boolean
  /** Going there begins a login. */
  readonly login: string
  /** Answers with who is signed in. */
  readonly whoami: {
    readonly url: string
    /** Where the answer says the `sub`, or whatever else tells users apart, as a JSON Pointer (RFC 6901). */
    readonly user: string
  }
  /** Going there ends the session. */
  readonly logout?: string
  /** Role of its registration at the issuer. */
  readonly client: string
}

export const serviceAddresses = ({ login, whoami, logout }: ServiceSeed): readonly string[] =>
  [login, whoami.url, logout].filter((url) => url !== undefined)
