import { randomBytes } from 'node:crypto'
import type { Json } from './issuer.ts'

/** What a browser took along to the issuer. */
export interface Journey {
  readonly state: string
  readonly nonce: string | undefined
  readonly verifier: string | undefined
}

/** Somebody who is signed in. */
export interface Login {
  /** Number of the account here, whatever the issuer calls the user. */
  readonly account: number
  readonly sub: string
  readonly claims: Json
  readonly idToken: string
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** Milliseconds since the epoch; no session outlives its access token unless it can be refreshed. */
  readonly expiresAt: number
}

export interface Session {
  journey?: Journey
  login?: Login
  /** The last login failed. */
  failed?: boolean
}

export const unguessable = (): string => randomBytes(24).toString('base64url')

/** Sessions by the value of a cookie, in memory. */
export class Sessions {
  readonly #sessions = new Map<string, Session>()

  /** The session of this cookie, or a new one. */
  open(id: string | undefined): { readonly id: string; readonly session: Session } {
    const known = id === undefined ? undefined : this.#sessions.get(id)
    if (id !== undefined && known) return { id, session: known }
    const fresh = unguessable()
    const session: Session = {}
    this.#sessions.set(fresh, session)
    return { id: fresh, session }
  }

  find(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.#sessions.get(id)
  }

  /** The same session under a name that nobody knew before. */
  rename(id: string): string {
    const session = this.#sessions.get(id) ?? {}
    this.#sessions.delete(id)
    const fresh = unguessable()
    this.#sessions.set(fresh, session)
    return fresh
  }

  /** The journey with this state, whichever browser set out on it. */
  journeyWith(state: string | null): Journey | undefined {
    return [...this.#sessions.values()].find(({ journey }) => journey?.state === state)?.journey
  }

  end(id: string): void {
    this.#sessions.delete(id)
  }
}

/** Who has been here: one account for each key. */
export class Accounts {
  readonly #byKey = new Map<string, number>()

  of(key: string): number {
    const known = this.#byKey.get(key)
    if (known !== undefined) return known
    const number = this.#byKey.size + 1
    this.#byKey.set(key, number)
    return number
  }
}
