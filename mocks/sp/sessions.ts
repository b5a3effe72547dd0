import { unguessable } from '#mocks/rp/sessions.ts'
import type { NameId } from '#mocks/saml/messages.ts'

/** A request for which a browser is under way to the identity provider. */
export interface Journey {
  /** ID of the request. */
  readonly id: string
  /** What goes along as RelayState: a name for `to` that nobody else knows. */
  readonly relayState: string
  /** Where the user wanted to go; a path. */
  readonly to: string
}

export type Attributes = Readonly<Record<string, readonly string[]>>

/** Somebody who is signed in. */
export interface Login {
  /** Number of the account here, whatever the identity provider calls the user. */
  readonly account: number
  /** eduPersonUniqueId. */
  readonly user: string
  readonly nameId: NameId | undefined
  readonly sessionIndex: string | undefined
  /** By name, without the names that nobody knows. */
  readonly attributes: Attributes
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

export interface Session {
  readonly journeys: Map<string, Journey>
  login?: Login | undefined
  /** ID of the LogoutRequest with which this browser was sent away. */
  leaving?: string | undefined
}

/** Which sessions a LogoutRequest means; without indexes all of that user. */
export interface Ended {
  readonly nameId: NameId
  readonly indexes: readonly string[]
}

const sameName = (one: NameId | undefined, other: NameId): boolean =>
  one !== undefined && one.value === other.value && (other.format === undefined || one.format === other.format)

const means = ({ login }: Session, { nameId, indexes }: Ended): boolean =>
  login !== undefined &&
  sameName(login.nameId, nameId) &&
  (indexes.length === 0 || indexes.some((index) => index === login.sessionIndex))

/** Sessions by the value of a cookie, in memory. */
export class Sessions {
  readonly #sessions = new Map<string, Session>()

  /** The session of this cookie, or a new one. */
  open(id: string | undefined): { readonly id: string; readonly session: Session } {
    const known = this.find(id)
    if (id !== undefined && known) return { id, session: known }
    const [fresh, session] = [unguessable(), { journeys: new Map() }]
    this.#sessions.set(fresh, session)
    return { id: fresh, session }
  }

  find(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.#sessions.get(id)
  }

  /** The same session under a name that nobody knew before; its requests may stay under the old one, too. */
  rename(id: string, keepJourneys: boolean): string {
    const { session } = this.open(id)
    if (keepJourneys) this.#sessions.set(id, { journeys: session.journeys })
    else this.#sessions.delete(id)
    const fresh = unguessable()
    this.#sessions.set(fresh, session)
    return fresh
  }

  /** The journey with this request, whichever browser set out on it. */
  journeyOf(request: string): Journey | undefined {
    return [...this.#sessions.values()].map(({ journeys }) => journeys.get(request)).find(Boolean)
  }

  /** The session at an end of which this LogoutRequest asked the identity provider. */
  leavingWith(request: string): Session | undefined {
    return [...this.#sessions.values()].find(({ leaving }) => leaving === request)
  }

  end(id: string): void {
    this.#sessions.delete(id)
  }

  /** Signs out whoever is meant; how many sessions that were. */
  endMeant(ended: Ended): number {
    const meant = [...this.#sessions.values()].filter((session) => means(session, ended))
    for (const session of meant) session.login = undefined
    return meant.length
  }

  /** Whether anybody was signed in. */
  endAll(): boolean {
    const signedIn = [...this.#sessions.values()].filter(({ login }) => login !== undefined)
    for (const session of signedIn) session.login = undefined
    return signedIn.length > 0
  }
}
