import type { Fault } from '#fixtures/schema/fault.ts'

/** What somebody does who got hold of an ID token, and sits between a service and its issuer. */
export const replayOf = (idToken: string): Fault => ({
  ...{ id: 'attack.id-token.replayed', title: 'an ID token of an earlier login', breaks: 'RP-NONCE' },
  ...{ at: 'token.response', set: { id_token: idToken } },
})
