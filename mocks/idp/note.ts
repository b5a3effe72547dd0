import type { AuthnRequest, LogoutRequest, LogoutResponse } from '#mocks/saml/messages.ts'
import type { Binding } from '#mocks/saml/names.ts'
import type { Call } from '#mocks/wire/message.ts'

/** What a service sent, decoded, and what it was worth. */
export interface NotedMessage {
  /** Local name of the message: `AuthnRequest`; empty where there is none to be read. */
  readonly kind: string
  readonly binding?: Binding
  /** As it came, unpacked. */
  readonly xml?: string
  readonly message?: AuthnRequest | LogoutRequest | LogoutResponse
  readonly relayState?: string
  /** entityID that it says it comes from. */
  readonly issuer?: string
  readonly signature:
    | { readonly state: 'absent' | 'unknown' }
    | { readonly state: 'valid'; readonly algorithm: string; readonly weak: boolean }
    | { readonly state: 'invalid'; readonly why: string }
  /** Condition for which it was refused, and the sentence that the user was told. */
  readonly refused?: string
  readonly why?: string
}

const notes = new WeakMap<Call, NotedMessage>()

/** Adds to what is known of the message that a request brought. */
export const note = (call: Call, known: Partial<NotedMessage>): void => {
  notes.set(call, { kind: '', signature: { state: 'unknown' }, ...notes.get(call), ...known })
}

/** What a request brought, once it was handled; undefined where it brought no message. */
export const noted = (call: Call): NotedMessage | undefined => notes.get(call)
