import type { Attribute } from '#fixtures/schema/person.ts'
import type { Browser, HttpAnswer } from './contract.ts'
import type { SignIn } from './contract-service.ts'
import type { KeptCookie } from './drivers/agent.ts'

/** By the names of claims, or of attributes of the profile's people; null takes one away. */
export type Attributes = Readonly<Record<string, Attribute | null>>

/** Pages of a service that its configuration names. */
export type NamedPage = 'tokenPage' | 'protected'

/** What somebody saw at a page: the page itself, or anything else. */
export interface PageVisit {
  readonly answer: HttpAnswer
  /** 2xx, and nobody was led elsewhere. */
  readonly served: boolean
}

/** What users and the issuer do with a service beside logging in. */
export interface ServiceActs {
  /** Somebody whom the service has never seen, like the user `plain` in what is not said; their role, for `as`. */
  readonly newUser: (attributes?: Attributes) => Promise<string>
  /** The same person, of whom the issuer tells something else from now on. */
  readonly changeUser: (role: string, attributes: Attributes) => Promise<void>
  /** Name or number of the account by which the service knows who is signed in; ends the scenario where nobody can tell. */
  readonly account: (login: SignIn) => Promise<string>
  /** The same, unproven: it may be another one at each login. */
  readonly accountShown: (login: SignIn) => Promise<string>
  /** The entitlement that opens the protected page; ends the scenario where the target names none. */
  readonly entitlement: () => string
  /** Somebody new with these entitlements, signed in; ends the scenario where the service never hears of them. */
  readonly member: (entitlements: readonly string[]) => Promise<SignIn>
  /** Goes there, and as far as that leads. */
  readonly look: (page: NamedPage, browser: Browser) => Promise<PageVisit>
  /** The same, where the page has to be served; ends the scenario otherwise. */
  readonly served: (page: NamedPage, browser: Browser) => Promise<PageVisit>
  /** A good login of somebody new, which scenarios share; its browser is closed by then. */
  readonly usual: () => Promise<SignIn>
  /** The protected page was served to somebody who holds the entitlement; ends the scenario otherwise. */
  readonly admitsHolders: () => Promise<void>
  /** `tokenPage` was served to somebody who had just logged in; ends the scenario otherwise. */
  readonly servesTokens: () => Promise<void>
  /** A browser that was never there, with these cookies of the service. */
  readonly browserWith: (cookies: readonly KeptCookie[]) => Promise<Browser>
  /** Who is signed in in a browser that was never there and shows these cookies. */
  readonly whoHas: (cookies: readonly KeptCookie[]) => Promise<string | undefined>
  /** Cookies without each of which nobody is signed in; none where the session does not hang on them. */
  readonly sessionCookies: (login: SignIn) => Promise<readonly KeptCookie[]>
  /** Why the issuer told the service nothing of this claim in this login; undefined when it could. */
  readonly untold: (login: SignIn, claim: string) => string | undefined
  /** From now on this login bears the attack. */
  readonly arm: (login: SignIn, attack: string) => Promise<void>
  /** Where the browser may come back to from a logout; ends the scenario where nothing is registered. */
  readonly afterLogout: () => readonly string[]
  /** So much time passes at the issuer for all that came of this login. */
  readonly age: (login: SignIn, seconds: number) => Promise<void>
  /** Code and tokens that this login was given last, by the names of their parameters. */
  readonly given: (login: SignIn) => Promise<Readonly<Record<string, string>>>
  /** Tokens of this login that scripts of the service's pages can read, and where: `access_token in local storage`. */
  readonly exposed: (login: SignIn) => Promise<readonly string[]>
  /** Looks again and again until there is something to see, a few seconds long. */
  readonly eventually: <T>(look: () => Promise<T | undefined>) => Promise<T | undefined>
}
