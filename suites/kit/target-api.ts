export const protections = ['gatekeeper', 'bearer', 'jwt'] as const
/** Who looks at the token: a gatekeeper before the API, the issuer when the API asks it, or the API itself. */
export type Protection = (typeof protections)[number]

/** An API that takes tokens of an issuer, as its callers know it; plain data. Holds a secret: never stored. */
export interface ApiSeed {
  readonly protection: Protection
  /** Started by us. */
  readonly ours: boolean
  /** A resource that shows who is there, as callers reach it: through the gatekeeper, where there is one. */
  readonly resource: string
  /** Resources that their owner opened to users, or to systems, only. */
  readonly forUsers?: string
  readonly forSystems?: string
  /** The resource past the gatekeeper, and the credentials that it shows there. */
  readonly direct?: string
  readonly credentials?: { readonly username: string; readonly password: string }
  /** Where the answer says what the API saw, as JSON Pointers (RFC 6901). */
  readonly shows: { readonly user: string; readonly client?: string; readonly scopes?: string }
  readonly tokens: ApiTokens
  /** Name of the API at the issuer that we play: its gatekeeper is played, too, before `direct`. */
  readonly behind?: string
}

/** How a caller comes by a token. */
export interface ApiTokens {
  /** Role of the client that logs users in. */
  readonly client: string
  /** Role of the client that calls for itself. */
  readonly system?: string
  /** Scope to ask for, so that the token opens the API. */
  readonly opens: string
  /** Scope whose token does not open it. */
  readonly lacks?: string
  readonly exchange?: ApiExchange
}

export interface ApiExchange {
  /** Role of the client that exchanges the token of a login. */
  readonly client: string
  readonly audience: string
  /** Of another API, for which the client may get tokens, too. */
  readonly otherAudience?: string
}

/** Addresses of an API. */
export const addressesOf = ({ resource, forUsers, forSystems, direct }: ApiSeed): readonly string[] =>
  [resource, forUsers, forSystems, direct].filter((url) => url !== undefined)

/** Roles of all clients that its callers play. */
export const rolesOf = ({ tokens: { client, system, exchange } }: ApiSeed): readonly string[] =>
  [client, system, exchange?.client].filter((role) => role !== undefined)
