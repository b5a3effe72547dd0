import { randomBytes, randomUUID } from 'node:crypto'
import type { Interaction, SessionState } from '../engine-api.ts'
import { ExpiringMap } from '../expiring-map.ts'
import { uuidOf } from '../identifiers.ts'
import type { Issuer } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** A login that waits for the user, bound to the browser that began it. */
export interface Pending {
  readonly request: AuthorizationRequest
  /** Value of the browser's cookie. */
  readonly root: string
  readonly interaction: Interaction
  /** Only the newest form may be sent. */
  readonly formCode: string
  /** The engine's session, while the browser's cookie does not name it yet. */
  readonly session?: SessionState
  /** The browser was signed in before this login began. */
  readonly hadSession: boolean
  /** A page of this login has asked for the password. */
  readonly authenticated: boolean
}

export type PendingLogins = ExpiringMap<Pending>

export const pendingLogins = (lifetime: number, now: () => number): PendingLogins =>
  new ExpiringMap(lifetime * 1000, now)

export const newRoot = (): string => randomUUID()

export const keep = (logins: PendingLogins, pending: Omit<Pending, 'formCode'>): Pending => {
  const kept = { ...pending, formCode: randomBytes(32).toString('base64url') }
  logins.set(pending.interaction.uid, kept)
  return kept
}

/** The page of a login, for a browser that comes back to it. */
export const loginUrl = (issuer: Issuer, pending: Pending): string => {
  const query = new URLSearchParams({ client_id: pending.request.client.clientId, tab_id: pending.interaction.uid })
  return `${issuer.issuer}/login-actions/authenticate?${query}`
}

export type FormStep = 'authenticate' | 'consent'

/** Where the form of a step goes: Keycloak's addresses, which monitoring scripts know. */
export const formAction = (issuer: Issuer, step: FormStep, pending: Pending): string => {
  const query = new URLSearchParams({
    session_code: pending.formCode,
    execution: uuidOf(`${issuer.issuer} ${step}`),
    client_id: pending.request.client.clientId,
    tab_id: pending.interaction.uid,
  })
  return `${issuer.issuer}/login-actions/${step}?${query}`
}
