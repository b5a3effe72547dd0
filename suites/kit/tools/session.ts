import type { Person } from '#fixtures/schema/person.ts'
import type { EndpointName } from '#fixtures/schema/profile.ts'
import type { TokenChange } from '#mocks/op/resign.ts'
import type { Clock } from '#mocks/wire/clock.ts'
import type { SeededRandom } from '#mocks/wire/random.ts'
import type { Recorder } from '#mocks/wire/recorder.ts'
import type { Exchange } from '#reports/model.ts'
import type { Care } from '../care/care.ts'
import type { Controls } from '../controls.ts'
import type { Deadline } from '../deadline.ts'
import type { UserAgent } from '../drivers/agent.ts'
import type { Transport } from '../drivers/transport.ts'
import type { FaultDesk } from '../fault-desk.ts'
import type { WeighedAnswer } from '../heads.ts'
import type { Ledger } from '../ledger.ts'
import type { ServiceHost } from '../service-host.ts'
import { HeldBack } from '../signals.ts'
import type { TargetSeed } from '../target.ts'

/** What came of something that was played beside a scenario. */
export interface Beside<T> {
  readonly value?: T
  readonly error?: unknown
  readonly exchanges: Readonly<Record<string, Exchange>>
}

/** One scenario at one target: what its tools share. */
export interface Session {
  readonly target: TargetSeed
  readonly transport: Transport
  readonly random: SeededRandom
  readonly ledger: Ledger
  readonly clock: Clock
  /** The role of the user who logs in unless said otherwise. */
  readonly user: string
  /** The user's browser. */
  readonly agent: UserAgent
  readonly newAgent: () => UserAgent
  /** Lets time pass at an embedded issuer for the login to which a code or token belongs. */
  readonly age: (handle: string, seconds: number) => Promise<void>
  /** Signs a token of an embedded issuer anew, with other contents; ends the scenario elsewhere. */
  readonly resign: (token: string, change: TokenChange) => Promise<string>
  /** Where faults are armed at an embedded issuer; ends the scenario elsewhere. */
  readonly desk: FaultDesk
  /** Users of this scenario's own, by role. */
  readonly newcomers: Map<string, Person>
  /** How this target is treated; what waits, waits there. */
  readonly care: Care
  /** Seconds between two polls with a device code, as far as the issuer named them. */
  readonly intervals: Map<string, number>
  /** Good logins at this target, which scenarios share. */
  readonly controls: Controls
  /** Plays for others, too: with time, browsers and evidence of its own. */
  readonly beside: <T>(name: string, act: (session: Session) => Promise<T>) => Promise<Beside<T>>
  /** The verdict rests on this, too, which was seen before or after what the scenario did itself. */
  readonly rely: (on: Beside<unknown>['exchanges'], when: 'before' | 'after') => void
  /** Of the service and its issuer as a whole, for a scenario that is there alone. */
  readonly host?: ServiceHost
  /** Writes down an exchange of others, such as the issuer saw it. */
  readonly record: Recorder['start']
  /** Waits for what is no time of the scenario. */
  readonly aside: Deadline['aside']
  /** What its browsers were answered so far. */
  readonly weighed: () => readonly WeighedAnswer[]
  /** The same for those who come through the proxy, and the way that they take, where the scenario names one. */
  readonly behind?: { readonly session: Session; readonly way: string }
}

export const endpointOf = ({ target }: Session, name: EndpointName): string => {
  const url = target.endpoints[name]
  if (url === undefined) {
    throw new HeldBack('not-applicable', `${target.title} publishes no ${name} endpoint.`)
  }
  return url
}

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? ''

/** The endpoint that lives at an address. */
export const endpointAt = (target: TargetSeed, url: string): EndpointName | undefined => {
  const found = Object.entries(target.endpoints).find(([, address]) => address === withoutQuery(url))
  return found?.[0] as EndpointName | undefined
}
