import type { Client, Clients } from '#fixtures/schema/client.ts'
import type { Bend, Fault } from '#fixtures/schema/fault.ts'
import type { People, Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { TokenInfo } from '#mocks/api/token-info.ts'
import type { IdpKeys } from '#mocks/idp/keys.ts'
import type { NotedMessage } from '#mocks/idp/note.ts'
import type { RunningIdp } from '#mocks/idp/running.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { KeyRing } from './keys.ts'
import type { TokenChange } from './resign.ts'

export interface ProviderOptions {
  /** The id of a profile of ours, the path of a JSON file, or the profile itself; `openaire-beta` unless said. */
  readonly profile?: string | Profile
  /** Loopback address to listen on; 127.0.0.1 unless said. */
  readonly host?: string
  /** 0, the default, picks a free port. */
  readonly port?: number
  /** By which it calls itself, `https://aai.openaire.eu`, wherever it listens; the address where it listens unless said. */
  readonly origin?: string
  /** Serve https with a certificate of an authority made for this process. */
  readonly tls?: boolean
  /** Beside those of the profile; the same name replaces. */
  readonly clients?: Clients
  readonly people?: People
  /** Bound to every client of this issuer from the start. */
  readonly faults?: readonly Bend[]
  /** For issuers that need no keys of their own; generated unless given. */
  readonly keys?: KeyRing
  /** The same for the identity provider; generated at first use unless given. */
  readonly samlKeys?: IdpKeys
  /** Metadata of service providers, where the profile has an identity provider. */
  readonly sps?: readonly string[]
}

/** What a client sent, as the service's tests want to see it: secrets included, never written anywhere. */
export interface RecordedRequest {
  /** Counts from 1 since the start. */
  readonly number: number
  readonly endpoint: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Query and form parameters; a repeated one keeps its first value here and all of them in `repeated`. */
  readonly params: Readonly<Record<string, string>>
  readonly repeated: Readonly<Record<string, readonly string[]>>
  readonly body: string
  readonly clientId?: string
  /** Name of the login that it belongs to: see `FaultBinding.login`. */
  readonly login?: string
  readonly status: number
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The SAML message that it brought, decoded, with the verdict on its signature. */
  readonly saml?: NotedMessage
}

export interface Requests extends Iterable<RecordedRequest> {
  readonly all: () => readonly RecordedRequest[]
  readonly to: (endpoint: string) => readonly RecordedRequest[]
  /** Of the login of that name; undefined: of none. */
  readonly of: (login: string | undefined) => readonly RecordedRequest[]
  /** Resolves with the first match, past or future; rejects after `timeoutMs` (5000). */
  readonly waitFor: (match: (request: RecordedRequest) => boolean, timeoutMs?: number) => Promise<RecordedRequest>
  readonly clear: () => void
}

export interface FaultBinding {
  /** Only for this client; every client unless said. */
  readonly client?: string
  /** Only for the login of the browser that shows this name in the cookie `aai-login`, and what comes of that login. */
  readonly login?: string
  /** Lift it after this many answers bore it. */
  readonly times?: number
}

export interface ArmedFault {
  readonly lift: () => void
  /** False once it was lifted, or borne as often as it was bound to. */
  readonly isArmed: () => boolean
  /** Whether some answer has been bent by it. */
  readonly wasBorne: () => boolean
}

/** A request with the whole answer to it. Secrets included: whoever looks on shows none of them. */
export interface Witnessed {
  readonly call: Call
  readonly endpoint: string
  readonly reply: Reply
  /** Milliseconds since the epoch, and until the answer. */
  readonly at: number
  readonly took: number
}

/** Somebody who sees all that a provider is sent, and has pages of their own at its address. */
export interface Onlooker {
  /** Answers what is no business of the issuer, and what nobody else hears of; undefined for everything else. */
  readonly beside: (call: Call) => Promise<Reply> | undefined
  /** Before the answer: the login that the request belongs to, as `FaultBinding.login` has it, unless it has a name already. */
  readonly loginOf: (call: Call, endpoint: string) => string | undefined
  readonly witness: (seen: Witnessed) => void
  /** The provider is as at its start. */
  readonly restarted: () => void
}

export interface RunningProvider {
  readonly issuer: string
  readonly origin: string
  /** Where it listens: `127.0.0.1:4455`. */
  readonly address: string
  readonly discoveryUrl: string
  /** The profile as played: issuer and endpoints on this origin. */
  readonly profile: Profile
  readonly clients: Clients
  readonly people: People
  readonly requests: Requests
  /** In the place of the one that had this name, if any. */
  readonly addClient: (name: string, client: Client) => void
  readonly removeClient: (name: string) => void
  readonly addUser: (name: string, person: Person) => void
  readonly removeUser: (name: string) => void
  /** The identity provider; whatever is asked of it throws a ConfigurationError where the profile has none. */
  readonly saml: RunningIdp
  /** Arms a fault by id or as a row of one's own; the result lifts it. */
  readonly fault: (fault: string | Fault, binding?: FaultBinding) => ArmedFault
  /** A new signing key; the old one stays published unless `forget`. */
  readonly rotateKeys: (options?: { readonly forget?: boolean }) => Promise<void>
  /** Those of the start sign and are published, and no others. */
  readonly restoreKeys: () => void
  /** Ages everything that came of the login to which this code or token belongs. */
  readonly elapse: (handle: string, seconds: number) => void
  /** The latest code and tokens that came of a login with a name, as `access_token`. */
  readonly givenTo: (login: string) => Readonly<Record<string, string>>
  /** As at the start, but for the keys: nobody is signed in, nothing was sent, no fault of a later day is armed. */
  readonly reset: () => void
  /** What is known of an access token, for an API of the issuer's own house such as Feide's gatekeeper. */
  readonly lookUp: (token: string) => TokenInfo
  /** A signed token with other contents, under a good signature: for APIs that verify tokens by themselves. */
  readonly resign: (token: string, change: TokenChange) => string
  /** Answers at this path of its own address what is no business of the issuer, and what nobody hears of. */
  readonly pageAt: (path: string, answer: (call: Call) => Promise<Reply>) => void
  /** From now on; in the place of whoever looked on before. */
  readonly watchedBy: (onlooker: Onlooker) => void
  /** PEM of the authority of this process, with `tls`. */
  readonly authority?: string
  readonly close: () => Promise<void>
}
