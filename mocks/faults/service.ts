import type { Fault } from '#fixtures/schema/fault.ts'
import { careless } from './careless.ts'
import { faultsAt, type Rows } from './rows.ts'
import { sessionRows } from './service-sessions.ts'
import { sizeRows } from './service-sizes.ts'

const idToken: Rows = {
  'signature-unverified': careless(
    'a service that verifies no signature',
    'RP-IDT-SIGNATURE',
    'signature',
    'algorithm',
  ),
  'algorithm-believed': careless(
    'a service that does what the header of a token says',
    'RP-IDT-SIGNATURE',
    'algorithm',
  ),
  'kid-ignored': careless('a service that tries every key', 'RP-IDT-SIGNATURE', 'key-id'),
  'critical-ignored': careless('a service that reads no critical headers', 'RP-IDT-SIGNATURE', 'critical'),
  'issuer-unread': careless('a service that does not read iss', 'RP-IDT-CLAIMS', 'issuer'),
  'audience-unread': careless('a service that does not read aud', 'RP-IDT-CLAIMS', 'audience'),
  'audience-shared': careless('a service that shares a token with others', 'RP-IDT-CLAIMS', 'other-audiences'),
  'azp-unread': careless('a service that does not read azp', 'RP-IDT-CLAIMS', 'authorized-party'),
  'sub-unread': careless('a service that does not read sub', 'RP-IDT-CLAIMS', 'subject', 'userinfo-subject'),
  'exp-unread': careless('a service that does not read exp', 'RP-IDT-CLAIMS', 'expiry'),
  'iat-unread': careless('a service that does not read iat', 'RP-IDT-CLAIMS', 'issued-at'),
  'nbf-unread': careless('a service that does not read nbf', 'RP-IDT-CLAIMS', 'not-before'),
  'at-hash-unread': careless('a service that does not read at_hash', 'RP-IDT-CLAIMS', 'access-token-hash'),
  'nonce-unread': careless('a service that does not compare nonces', 'RP-NONCE', 'nonce'),
}

const answers: Rows = {
  'state-unread': careless('a service that does not compare states', 'RP-STATE', 'state'),
  'iss-unread': careless('a service that does not read iss in an answer', 'RP-ISS-RESPONSE', 'response-issuer'),
  'tokens-unread': careless(
    'a service that signs in whoever comes back',
    'RP-ERROR',
    ...['error-response', 'token-status', 'token-type', 'id-token', 'subject', 'userinfo-status', 'userinfo-subject'],
  ),
  guest: careless('a service that lets in as a guest whom it cannot sign in', 'RP-ERROR', 'guest'),
  'state-unbound': careless('a service where a state counts in every browser', 'RP-STATE', 'state-unbound'),
  'userinfo-unread': careless('a service that takes userinfo about anybody', 'RP-USERINFO-SUB', 'userinfo-subject'),
}

const requests: Rows = {
  'state-constant': careless('a service with one state for all', 'RP-STATE', 'constant-state'),
  'nonce-constant': careless('a service with one nonce for all', 'RP-NONCE', 'constant-nonce'),
  'nonce-none': careless('a service that sends no nonce', 'RP-NONCE', 'no-nonce'),
  'pkce-none': careless('a service without PKCE', 'RP-PKCE', 'no-pkce'),
  'pkce-plain': careless('a service whose challenge is its verifier', 'RP-PKCE', 'plain-pkce'),
  'no-openid': careless('a service that forgets the scope openid', 'RP-PARAMS', 'no-openid'),
  'secret-in-query': careless('a service that sends its secret in an address', 'RP-TOKEN-REQUEST', 'secret-in-query'),
  'token-in-query': careless('a service that sends tokens in addresses', 'RP-USERINFO-HEADER', 'token-in-query'),
}

/** What a service may get wrong. */
export const serviceFaults: readonly Fault[] = faultsAt('behaviour', 'service', {
  ...idToken,
  ...answers,
  ...requests,
  ...sessionRows,
  ...sizeRows,
})
