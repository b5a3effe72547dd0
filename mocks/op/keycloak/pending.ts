import { randomBytes, randomUUID } from 'node:crypto'
import type { ConditionId } from '#fixtures/dialects/conditions.ts'
import type { Clock } from '#mocks/wire/clock.ts'
import type { Interaction, SessionState } from '../engine-api.ts'
import { ExpiringMap } from '../expiring-map.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** A login that waits for the user, bound to the browser that began it. */
export interface Pending {
  readonly request: AuthorizationRequest
  /** Value of the browser's cookie: all its logins in progress go by it. */
  readonly root: string
  /** Names this login among them, through all its steps. */
  readonly tab: string
  readonly interaction: Interaction
  /** Only the newest form may be sent. */
  readonly formCode: string
  /** The engine's session, while the browser's cookie does not name it yet. */
  readonly session?: SessionState
  /** The browser was signed in before this login began. */
  readonly hadSession: boolean
  /** A page of this login has asked for the password. */
  readonly authenticated: boolean
  /** What the next page says to the user. */
  readonly note?: ConditionId
  /** Its place among all logins that began. */
  readonly serial: number
}

/** What a step of a login hands to the next. */
export type LoginContext = Pick<Pending, 'request' | 'root' | 'hadSession' | 'authenticated'> & {
  readonly tab?: string
}

export class PendingLogins extends ExpiringMap<Pending> {
  readonly #ended: ExpiringMap<number>
  #begun = 0

  constructor(lifetime: number, now: Clock) {
    super(lifetime, now)
    this.#ended = new ExpiringMap(lifetime, now)
  }

  next(): number {
    this.#begun += 1
    return this.#begun
  }

  /** The login in this tab of this browser, unless one in another tab has ended them all. */
  of(root: string, tab: string): Pending | undefined {
    const pending = this.get(tab)
    if (pending?.root !== root || pending.serial <= (this.#ended.get(root) ?? 0)) return undefined
    return pending
  }

  /** All logins that this browser has in progress are over. */
  end(root: string): void {
    this.#ended.set(root, this.#begun)
  }
}

/** `lifetime` in seconds. */
export const pendingLogins = (lifetime: number, now: Clock): PendingLogins => new PendingLogins(lifetime * 1000, now)

export const newRoot = (): string => randomUUID()

/** Eleven characters, as Keycloak's. */
const newTab = (): string => randomBytes(8).toString('base64url')

/** A login that is to wait; what it has been given before it keeps. */
export type Waiting = Omit<Pending, 'formCode' | 'serial' | 'tab'> & Partial<Pick<Pending, 'serial' | 'tab'>>

export const keep = (logins: PendingLogins, pending: Waiting): Pending => {
  const formCode = randomBytes(32).toString('base64url')
  const kept = { ...pending, serial: pending.serial ?? logins.next(), tab: pending.tab ?? newTab(), formCode }
  logins.set(kept.tab, kept)
  return kept
}

export const waitsForConsent = (pending: Pick<Pending, 'interaction'>): boolean =>
  pending.interaction.prompt === 'consent'
