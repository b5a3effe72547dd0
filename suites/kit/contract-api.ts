import type { TokenChange } from '#mocks/op/resign.ts'
import type { Browser, HttpAnswer, TokenAnswer } from './contract.ts'
import type { ApiSeed, Protection } from './target-api.ts'

export type { TokenChange }

/** What a scenario takes an API to be. */
export interface ApiGiven {
  readonly protection?: readonly Protection[]
  /** Members that the target has to name. */
  readonly needs?: readonly ('direct' | 'forUsers' | 'forSystems' | 'credentials')[]
  /** It has to show this of its caller, beside the user. */
  readonly shows?: readonly ('client' | 'scopes')[]
  /** A client that calls for itself. */
  readonly system?: true
}

export interface ApiTokenOptions {
  /** Who it stands for; `user` unless said. */
  readonly holder?: 'user' | 'system'
  /** Role of the user; that of `given.user` unless said. */
  readonly as?: string
  readonly in?: Browser
  /** `lacks`: a good token without the scope of the API. `elsewhere`: a good token for somebody else. */
  readonly kind?: 'opens' | 'lacks' | 'elsewhere'
}

/** A token as a caller has it. */
export interface ApiToken {
  readonly value: string
  /** What the issuer gave it with. */
  readonly login: TokenAnswer
  /** `sub` of the user; absent for a system. */
  readonly user?: string
  /** Identifier of the client that got it. */
  readonly client: string
}

export interface ApiCallOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Added to the address. */
  readonly query?: Readonly<Record<string, string>>
  /** Another of its resources than the one for everybody. */
  readonly at?: 'forUsers' | 'forSystems'
}

/** What the API says that it saw. */
export interface Seen {
  readonly user?: string
  readonly client?: string
  readonly scopes: readonly string[]
}

/** The API under test, from the side of its callers. */
export interface Api {
  readonly protection: Protection
  readonly credentials: ApiSeed['credentials']
  /** How a caller gets a token that lacks its scope: asks for another one, has its own signed anew, or not at all. */
  readonly lacking: 'asked' | 'resigned' | 'nothing'
  /** A token of a fresh login; ends the scenario when the issuer gives none. */
  readonly token: (options?: ApiTokenOptions) => Promise<ApiToken>
  /** Calls with this token in the header, or with none. */
  readonly call: (token?: ApiToken | string, options?: ApiCallOptions) => Promise<HttpAnswer>
  /** The same past the gatekeeper; undefined where nobody lets strangers in as far as that. */
  readonly callDirectly: (headers?: Readonly<Record<string, string>>) => Promise<HttpAnswer | undefined>
  readonly revoke: (token: ApiToken) => Promise<HttpAnswer>
  readonly seen: (answer: HttpAnswer) => Seen
  /** The token with other contents, signed anew by an issuer of ours; ends the scenario at an issuer of others. */
  readonly resigned: (token: ApiToken, change: TokenChange) => Promise<string>
  /** Seconds that the tokens of this API live, by what the issuer says. */
  readonly lifetime: (token: ApiToken) => number
}
