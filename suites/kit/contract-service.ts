import type { Fault } from '#fixtures/schema/fault.ts'
import type { RecordedRequest } from '#mocks/op/index.ts'
import type { Finding } from '#mocks/watch/judge.ts'
import type { Browser, HttpAnswer } from './contract.ts'
import type { ServiceActs } from './contract-service-acts.ts'
import type { ServiceAlone } from './contract-service-alone.ts'
import type { ServiceAsProvider } from './contract-service-saml.ts'
import type { ServiceSizes } from './contract-service-sizes.ts'
import type { KeptCookie, Pairs } from './drivers/agent.ts'
import type { ProxyWay } from './target-proxy.ts'

/** What a scenario takes a service to be. */
export interface ServiceGiven {
  /** It is a SAML service provider; a client of OpenID Connect unless said. */
  readonly saml?: true
  /** It says who is signed in. */
  readonly whoami?: true
  /** It says where a logout begins. */
  readonly logout?: true
  /** Nobody else is there meanwhile: what is done concerns the service and its issuer as a whole. */
  readonly alone?: true
  /** It stands behind a proxy: `sized` goes this way. */
  readonly proxy?: ProxyWay
}

export interface SignInOptions {
  /** An attack on this login and no other: its id, or a row that cannot be known beforehand, without functions. */
  readonly attack?: string | Fault
  /** Role of the user; that of `given.user` unless said. */
  readonly as?: string
  /** Stop where the issuer sends the browser back, and send nothing there. */
  readonly until?: 'callback'
  /** A browser that has been there before; a fresh one unless said. */
  readonly in?: Browser
}

/** A login at the service, and who the service says is there afterwards. */
export interface SignIn {
  /** The name of this login at the issuer. */
  readonly name: string
  readonly browser: Browser
  /** The address at which the issuer sent the browser back; absent when it never did. */
  readonly callback?: string
  /** What it was to carry there in a form; absent where the address says it all. */
  readonly form?: Pairs
  /** Cookies of the service, before the browser came back and at the end. */
  readonly cookiesBefore: readonly KeptCookie[]
  readonly cookies: readonly KeptCookie[]
  /** The service began anew again and again, until nobody went along any more. */
  readonly loops: boolean
  /** The last answer that the browser got; absent when it got none at all. */
  readonly answer?: HttpAnswer
  /** What kept it from going on: silence, a connection that was cut. Nothing follows from such a login. */
  readonly trouble?: string
  /** Who is signed in, asked anew; undefined when nobody is. */
  readonly user?: string
  /** Nowhere can it be asked anew: the page on which the login ended showed it, or nobody. */
  readonly byPage?: true
  /** `sub` of the one who logged in at the issuer. */
  readonly expected: string
  /** It was under an attack, and met it. */
  readonly borne?: boolean
  /** What the issuer was sent on the way, the browser's requests and the service's own. */
  readonly requests: readonly RecordedRequest[]
}

/**
 * A login under an attack, between two without. `accepted`: somebody is signed in. `refused`: nobody is. `unseen`: the
 * service never took what was faulty, so it could not be wrong about it. `unclear`: nobody can tell, and `why`.
 */
export interface Attempt {
  readonly attack: string
  readonly outcome: 'accepted' | 'refused' | 'unseen' | 'unclear'
  readonly why?: string
  /** What allows a service to fall for it, in one sentence. */
  readonly lenient?: string
  /** The one who logged in may be signed in all the same; or that is what `lenient` is about. */
  readonly oneself?: 'fine' | 'lenient'
  readonly login: SignIn
  /** It fell over where it should have refused. */
  readonly brokeDown: boolean
}

/** Where a service goes beside its issuer. */
export interface Elsewhere {
  /** Endpoints of the issuer before this one, in this login or in none: `userinfo at /oidc/userinfo`. */
  readonly old: readonly string[]
  /** `host:port` of everybody else, where a proxy of ours stands between; absent where nobody can tell. */
  readonly hosts?: readonly string[]
  /** Those among them where the issuer before this one lived. */
  readonly oldHosts: readonly string[]
}

/** The service under test, from the side of its users. */
export interface Service extends ServiceActs, ServiceSizes, ServiceAsProvider {
  /** One login, whatever comes of it. */
  readonly signIn: (options?: SignInOptions) => Promise<SignIn>
  /** One login as far as the issuer, which may refuse it; ends the scenario where it never gets there. */
  readonly ask: (options?: SignInOptions) => Promise<SignIn>
  /** One login that has to lead to the issuer and back, whoever is signed in then; ends the scenario otherwise. */
  readonly setOut: (options?: SignInOptions) => Promise<SignIn>
  /** One login that has to sign its user in, and nobody else; ends the scenario otherwise. */
  readonly signedIn: (options?: SignInOptions) => Promise<SignIn>
  /** A login under an attack, by another user than the logins before and after it; ends the scenario if those fail. */
  readonly attempt: (attack: string | Fault) => Promise<Attempt>
  /** Brings an answer of the issuer to the service, in this browser, and goes as far as that leads. */
  readonly bring: (answer: string, browser: Browser) => Promise<HttpAnswer>
  /** Brings what the issuer answered to this login there, in this browser, and goes as far as that leads. */
  readonly carry: (login: SignIn, browser: Browser) => Promise<HttpAnswer>
  /** What the issuer was sent in this login, by now. */
  readonly requests: (login: SignIn) => Promise<readonly RecordedRequest[]>
  readonly alone: ServiceAlone
  /** What is right and wrong in what was sent in these logins, the oldest first, as the live page finds it. */
  readonly findings: (logins: readonly SignIn[]) => readonly Finding[]
  /** What it asked for that is not of this issuer, up to now. */
  readonly elsewhere: (login: SignIn) => Promise<Elsewhere>
  /** Who is signed in in this browser, asked anew. */
  readonly whoami: (browser: Browser) => Promise<string | undefined>
  /** Goes to where a session ends, and as far as that leads. */
  readonly signOut: (browser: Browser) => Promise<HttpAnswer>
}
