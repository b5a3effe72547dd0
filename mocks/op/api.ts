import type { Client, Clients } from '#fixtures/schema/client.ts'
import type { Bend, Fault } from '#fixtures/schema/fault.ts'
import type { People, Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { KeyRing } from './keys.ts'

export interface ProviderOptions {
  /** The id of a profile of ours, the path of a JSON file, or the profile itself; `openaire-beta` unless said. */
  readonly profile?: string | Profile
  /** Loopback address to listen on; 127.0.0.1 unless said. */
  readonly host?: string
  /** 0, the default, picks a free port. */
  readonly port?: number
  /** Serve https with a certificate of an authority made for this process. */
  readonly tls?: boolean
  /** Beside those of the profile; the same name replaces. */
  readonly clients?: Clients
  readonly people?: People
  /** Bound to every client of this issuer from the start. */
  readonly faults?: readonly Bend[]
  /** For issuers that need no keys of their own; generated unless given. */
  readonly keys?: KeyRing
}

/** What a client sent, as the service's tests want to see it: secrets included, never written anywhere. */
export interface RecordedRequest {
  readonly endpoint: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Query and form parameters; a repeated one keeps its first value here and all of them in `repeated`. */
  readonly params: Readonly<Record<string, string>>
  readonly repeated: Readonly<Record<string, readonly string[]>>
  readonly body: string
  readonly clientId?: string
  readonly status: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface Requests extends Iterable<RecordedRequest> {
  readonly all: () => readonly RecordedRequest[]
  readonly to: (endpoint: string) => readonly RecordedRequest[]
  /** Resolves with the first match, past or future; rejects after `timeoutMs` (5000). */
  readonly waitFor: (match: (request: RecordedRequest) => boolean, timeoutMs?: number) => Promise<RecordedRequest>
  readonly clear: () => void
}

export interface FaultBinding {
  /** Only for this client; every client unless said. */
  readonly client?: string
  /** Lift it after this many answers bore it. */
  readonly times?: number
}

export interface RunningProvider {
  readonly issuer: string
  readonly origin: string
  readonly discoveryUrl: string
  /** The profile as played: issuer and endpoints on this origin. */
  readonly profile: Profile
  readonly clients: Clients
  readonly people: People
  readonly requests: Requests
  readonly addClient: (name: string, client: Client) => void
  readonly addUser: (name: string, person: Person) => void
  /** Arms a fault by id or as a row of one's own; the result lifts it. */
  readonly fault: (fault: string | Fault, binding?: FaultBinding) => { readonly lift: () => void }
  /** A new signing key; the old one stays published unless `forget`. */
  readonly rotateKeys: (options?: { readonly forget?: boolean }) => Promise<void>
  /** Ages everything that came of the login to which this code or token belongs. */
  readonly elapse: (handle: string, seconds: number) => void
  /** PEM of the authority of this process, with `tls`. */
  readonly authority?: string
  readonly close: () => Promise<void>
}
