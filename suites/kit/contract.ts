import type { ClientAuthMethod } from '#fixtures/schema/client.ts'
import type { Attribute } from '#fixtures/schema/person.ts'
import type { EndpointName, Feature, Profile } from '#fixtures/schema/profile.ts'
import type { Api, ApiGiven } from './contract-api.ts'
import type { Command, CommandGiven } from './contract-command.ts'
import type { Document, DocumentGiven } from './contract-document.ts'
import type { Saml, SamlGiven, SamlLogin, SamlLogout } from './contract-saml.ts'
import type { Service, ServiceGiven } from './contract-service.ts'
import type { PageKind } from './tools/pages.ts'

export type { EndpointName, Profile }

/** What a scenario is handed. Everything that touches the wire is recorded as evidence. */
export interface Tools {
  readonly op: Issuer
  /** The client that `given.client` names (`web` unless said). */
  readonly client: Client
  readonly clientAs: (role: string) => Client
  /** The user that `given.user` names (`plain` unless said). */
  readonly user: User
  readonly userAs: (role: string) => User
  /** The user's browser: one cookie jar, empty at first. */
  readonly browser: Browser
  readonly newBrowser: () => Promise<Browser>
  readonly time: Time
  /** The API that is the target (`given.api`). */
  readonly api: Api
  /** The service that is the target (`given.service`). */
  readonly service: Service
  /** The program that is the target (`given.command`). */
  readonly command: Command
  /** The document that is the target (`given.document`). */
  readonly document: Document
  /** The identity provider of the target, and the services that we are there (`given.saml`). */
  readonly saml: Saml
  /** The issuer that `given.pair` names: that of the other environment, the one before this one, or the one after it. */
  readonly pair: Pick<Tools, 'op' | 'client' | 'clientAs' | 'user' | 'userAs' | 'newBrowser' | 'saml'>
  /** Seeded by the run and the scenario: the same run draws the same values. */
  readonly random: Random
  /**
   * The flow with nothing bent, handed back if it ended well: a callback with a code, a login or consent page
   * where `start` stops, an answer of 2xx. Otherwise the scenario is skipped with what came instead, since a
   * refusal would prove nothing.
   * `login`, and `exchange` of an authorization that brought no code, do the same by themselves.
   */
  readonly control: <T extends Arrival | HttpAnswer | SamlLogin | SamlLogout>(answer: T) => T
  /** Ends the scenario as not applicable, for a reason that only the flow could tell. */
  readonly inapplicable: (reason: string) => never
  /** Writes a fact about the target into the report: `access token of groups, characters`, 12034. */
  readonly note: (fact: string, value: string | number | boolean) => void
}

export interface Random {
  /** `length` characters of A-Z a-z 0-9 - . _ ~ */
  readonly unreserved: (length: number) => string
  readonly pick: <T>(from: readonly T[]) => T
}

export interface Time {
  /**
   * Lets `seconds` pass for everything this login gave. An embedded issuer ages it at once; elsewhere we wait,
   * if the target's `patience` allows, and skip the scenario otherwise.
   */
  readonly elapse: (of: Authorization | TokenAnswer | DeviceAnswer, seconds: number) => Promise<void>
  /** Seconds since the epoch. */
  readonly now: () => number
}

export interface Issuer {
  readonly issuer: string
  readonly profile: Profile
  /** True for an issuer of our own making. */
  readonly embedded: boolean
  /** From the discovery document; falls back on the profile. */
  readonly endpoint: (name: EndpointName) => string
  /** Fetched anew at each call. */
  readonly discovery: () => Promise<HttpAnswer>
  readonly jwks: () => Promise<HttpAnswer>
  readonly request: (url: string, options?: RequestOptions) => Promise<HttpAnswer>
  /** The same, where it may be that nobody is there any more, or nobody of use: undefined then. */
  readonly knock: (url: string, options?: RequestOptions) => Promise<HttpAnswer | undefined>
  /** Parses and verifies a JWT of this issuer with its published keys. Throws nothing: see `problem`. */
  readonly verify: (jwt: string) => Promise<VerifiedJwt>
}

export interface RequestOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** An object or list of pairs is sent as a form, a string as it stands. */
  readonly body?: Readonly<Record<string, string>> | readonly (readonly [string, string])[] | string
  /** For the report: `token request`. */
  readonly label?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body, or undefined when it is no JSON. */
  readonly json: unknown
  readonly url: string
}

export interface VerifiedJwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  /** Why it does not verify; undefined when it does. */
  readonly problem?: string
}

export interface User {
  readonly role: string
  readonly username: string
  /** As the test user was made; for a configured target what the configuration says of them. */
  readonly attributes: Readonly<Record<string, Attribute>>
}

export interface AuthorizationOptions {
  /** Changes the parameters of the request; `undefined` removes one, an array repeats it. */
  readonly params?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly scope?: string
  /** Defaults to what the client is registered for: S256 where required or public, else none. */
  readonly pkce?: 'S256' | 'plain' | 'none'
  readonly verifier?: string
  readonly method?: 'GET' | 'POST'
  readonly as?: User
  readonly in?: Browser
  /** Answer to a consent page; `allow` unless said. */
  readonly consent?: 'allow' | 'deny'
  /** Typed instead of the user's own; the login stops at the page that answers it. */
  readonly password?: string
}

/** Where an authorization request ended. */
export interface Authorization {
  /** The parameters as sent. */
  readonly request: Readonly<Record<string, string>>
  readonly kind: 'callback' | PageKind | 'page' | 'elsewhere'
  /** The address to which it led, which is neither the issuer's nor a redirect URI; nothing was sent there. */
  readonly elsewhere?: string
  /** The callback's parameters, wherever the response mode put them; empty for a page. */
  readonly params: Readonly<Record<string, string>>
  readonly carriedBy?: 'query' | 'fragment' | 'form_post'
  readonly code?: string
  readonly verifier?: string
  /** Pages the user saw on the way, in order: `account`, `organisation`, `login`, `second-factor`, `consent`. */
  readonly pages: readonly string[]
  /** The last answer of the issuer: the redirect itself, or the page. */
  readonly answer: HttpAnswer
}

export interface TokenOptions {
  /** Changes the form, client authentication in it included; `undefined` removes a parameter, an array repeats it. */
  readonly params?: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Null sends none. */
  readonly verifier?: string | null
  readonly redirectUri?: string | null
  readonly auth?: ClientAuthMethod
  /** Null sends none; a string is sent instead of the right one. */
  readonly secret?: string | null
  /** Sent instead of a fresh one by the two methods that use assertions. */
  readonly assertion?: string
  /** Puts client_id and client_secret into the query of the URL and nowhere else. */
  readonly secretIn?: 'url'
  /** Sent to this URL instead of the endpoint of the client's own issuer. */
  readonly endpoint?: string
}

export interface PollOptions extends TokenOptions {
  /** Sooner than the issuer wants, which its owner must have agreed to. */
  readonly hasty?: true
}

export interface DeviceOptions extends TokenOptions {
  readonly scope?: string
  /** Defaults to what the client is registered for; none, unless it has to. */
  readonly pkce?: 'S256' | 'plain' | 'none'
  readonly codeVerifier?: string
}

/** RFC 8628 section 3.2. */
export interface DeviceAnswer extends HttpAnswer {
  /** The members of the answer; empty when it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>
  readonly deviceCode?: string
  readonly userCode?: string
  readonly verificationUri?: string
  /** The address with the code in it, where there is one. */
  readonly verificationUriComplete?: string
  readonly codeVerifier?: string
}

export interface LogoutOptions {
  /** `legacyLogout` is what OpenAIRE had before Keycloak; `endSession` unless said. */
  readonly at?: 'endSession' | 'legacyLogout'
  /** An ID token, or the login that gave one. */
  readonly hint?: TokenAnswer | string
  /** Parameters beside the hint; `undefined` removes one, an array repeats it. */
  readonly params?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly method?: 'GET' | 'POST'
  /** The user says yes where the issuer asks first. */
  readonly agrees?: boolean
  readonly in?: Browser
}

/** RFC 7523 section 3; everything unsaid is as the token endpoint expects it. */
export interface AssertionOptions {
  readonly audience?: string
  /** iss and sub; the client's own id unless said. */
  readonly clientId?: string
  /** Seconds from now; negative is in the past. */
  readonly expiresIn?: number
  /** Sign with a key, or a secret, that is not the client's. */
  readonly stranger?: true
  /** Claims left out. */
  readonly without?: readonly ('iss' | 'sub' | 'aud' | 'jti' | 'exp')[]
  /** Demand in the header (RFC 7515 section 4.1.11) something that nobody understands. */
  readonly critical?: true
}

export interface TokenAnswer extends HttpAnswer {
  /** The members of the answer; empty when it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>
  readonly accessToken?: string
  readonly idToken?: string
  readonly refreshToken?: string
}

export interface Client {
  readonly role: string
  readonly id: string
  readonly redirectUri: string
  /** All that are registered. */
  readonly redirectUris: readonly string[]
  /** The first of those that are registered for the end of a logout; asking ends the scenario where there is none. */
  readonly postLogoutRedirectUri: string
  readonly isPublic: boolean
  readonly pkce?: 'S256' | 'plain'
  /** The request as a URL, sent nowhere. */
  readonly authorizationUrl: (options?: AuthorizationOptions) => {
    url: string
    request: Record<string, string>
    verifier?: string
  }
  /** Sends the request and stops at the first page or callback. */
  readonly start: (options?: AuthorizationOptions) => Promise<Authorization>
  /** Sends the request, logs the user in, answers consent, and stops at the callback or at an error page. */
  readonly authorize: (options?: AuthorizationOptions) => Promise<Authorization>
  /** Redeems the code of an authorization (or a bare code). */
  readonly exchange: (of: Authorization | string, options?: TokenOptions) => Promise<TokenAnswer>
  /** authorize and exchange. */
  readonly login: (options?: AuthorizationOptions) => Promise<TokenAnswer & { readonly authorization: Authorization }>
  readonly refresh: (of: TokenAnswer | string, options?: TokenOptions) => Promise<TokenAnswer>
  /** Any other grant: the form as given, with this client's authentication. */
  readonly token: (form: Readonly<Record<string, string>>, options?: TokenOptions) => Promise<TokenAnswer>
  /** RFC 8693: another's access token for tokens of this client's own. */
  readonly exchangeToken: (subject: TokenAnswer | string, options?: TokenOptions) => Promise<TokenAnswer>
  /** A signed statement of who the client is, for `TokenOptions.assertion`. */
  readonly assertion: (options?: AssertionOptions) => Promise<string>
  readonly userinfo: (of: TokenAnswer | string, options?: { method?: 'GET' | 'POST' }) => Promise<HttpAnswer>
  readonly introspect: (token: string, options?: TokenOptions) => Promise<HttpAnswer>
  readonly revoke: (token: string, options?: TokenOptions) => Promise<HttpAnswer>
  /** Asks for a device code and a user code. */
  readonly device: (options?: DeviceOptions) => Promise<DeviceAnswer>
  /** Asks once whether the user has acted; at an issuer of others not before its interval is over. */
  readonly poll: (of: DeviceAnswer | string, options?: PollOptions) => Promise<TokenAnswer>
  /**
   * Sends the browser to the end session endpoint with these parameters and no others. Stops at a page, which
   * `Browser.answer` answers, or as `callback` at the address that was named for the end.
   */
  readonly logout: (options?: LogoutOptions) => Promise<Arrival>
  /** A second client of the same registration would be another role: see `clientAs`. */
  readonly knows: (secretOf: ClientAuthMethod) => boolean
}

export interface TravelOptions {
  readonly as?: User
  readonly consent?: 'allow' | 'deny'
  readonly label?: string
}

/** Where a journey through pages ended. */
export interface Arrival extends Pick<Authorization, 'kind' | 'params' | 'pages' | 'answer' | 'elsewhere'> {
  /** The page has a button to press. */
  readonly asks?: boolean
}

/** A user agent. Closing is the kit's business. */
export interface Browser {
  readonly driver: 'http' | 'browser'
  /** Goes there and follows redirects up to the redirect URI of a client. */
  readonly open: (url: string, options?: { label?: string }) => Promise<HttpAnswer>
  /** Goes there, logs in and consents where asked, and stops at the first page that asks for neither. */
  readonly travel: (url: string, options?: TravelOptions) => Promise<Arrival>
  /**
   * Answers the page shown, such as one that asks for a user code or whether to log out: fills fields by name, presses
   * the button of that name (the first one unless said) and travels on. A text goes into the first field there is.
   */
  readonly answer: (
    fill: Readonly<Record<string, string>> | string,
    options?: TravelOptions & { readonly button?: string },
  ) => Promise<Arrival>
  /** Names and attributes of the issuer's cookies. */
  readonly cookies: () => Promise<readonly { name: string; httpOnly: boolean; secure: boolean; sameSite?: string }[]>
}

/** Preconditions of a scenario, as data. */
export interface Given {
  /** It is played at services, which are like this, and at nothing else. */
  readonly service?: ServiceGiven
  /** It is played at programs of the command line that use this flow, and at nothing else. */
  readonly command?: CommandGiven
  /** Documents of this kind are judged, and nothing else. */
  readonly document?: DocumentGiven
  /** It is played at identity providers that speak SAML, in the name of this service, and at nothing else. */
  readonly saml?: SamlGiven
  /** It is played at APIs, which are like this, and at nothing else. */
  readonly api?: ApiGiven
  readonly needs?: readonly Feature[]
  readonly client?: string
  /** Further clients that `clientAs` will be asked for. */
  readonly clients?: readonly string[]
  readonly user?: string
  readonly users?: readonly string[]
  /** Only a real browser will do. */
  readonly driver?: 'browser'
  /** Another issuer to compare with: the other environment, or the other side of a migration. */
  readonly pair?: true | 'predecessor' | 'successor'
  /** Wrong passwords, floods and other acts that the owner of a live issuer must agree to. */
  readonly intrusive?: true
  /** A further condition on the profile: returns why it does not apply, or undefined. */
  readonly applies?: (profile: Profile) => string | undefined
}
