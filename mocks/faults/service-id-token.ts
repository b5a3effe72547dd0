import { careless } from './careless.ts'
import { breaking, type Rows } from './rows.ts'

const [SIGNATURE, CLAIMS, NONCE] = ['RP-IDT-SIGNATURE', 'RP-IDT-CLAIMS', 'RP-NONCE']
const CORE = 'OIDCC-3.1.3.7-'

const signature: Rows = {
  'signature-unverified': breaking(
    careless('a service that verifies no signature', SIGNATURE, 'signature', 'algorithm'),
    ...[`${CORE}6`, 'RFC8725-3.1'],
  ),
  'algorithm-believed': breaking(
    careless('a service that does what the header of a token says', SIGNATURE, 'algorithm'),
    ...[`${CORE}6`, 'RFC8725-3.1'],
  ),
  'keys-brought': breaking(
    careless('a service that takes the key from the token', SIGNATURE, 'header-key'),
    ...[`${CORE}6`, 'RFC8725-3.10'],
  ),
  'addresses-called': careless('a service that calls any address in a token', 'RFC8725-3.10', 'addresses-called'),
  'kid-ignored': careless('a service that tries every key', SIGNATURE, 'key-id'),
  'critical-ignored': careless('a service that reads no critical headers', SIGNATURE, 'critical'),
  'decoded-only': breaking(
    careless('a service that decodes tokens and no more', SIGNATURE, 'form', 'signature', 'algorithm'),
    ...['RFC7515-5.2'],
  ),
}

const claims: Rows = {
  'kind-unread': breaking(
    careless('a service that takes any token for an ID token', 'RFC8725-3.12', 'token-kind', 'nonce', 'audience'),
    ...[SIGNATURE, CLAIMS, NONCE, `${CORE}11`],
  ),
  'first-of-two': breaking(
    careless('a service that reads the first of two claims', 'RFC7519-4', 'doubled'),
    ...[CLAIMS, NONCE, `${CORE}11`],
  ),
  'issuer-unread': breaking(careless('a service that does not read iss', CLAIMS, 'issuer'), `${CORE}2`),
  'audience-unread': breaking(careless('a service that does not read aud', CLAIMS, 'audience'), `${CORE}3`),
  'audience-shared': breaking(
    careless('a service that shares a token with others', CLAIMS, 'other-audiences'),
    `${CORE}3`,
  ),
  'exp-unread': breaking(careless('a service that does not read exp', CLAIMS, 'expiry'), `${CORE}9`),
  'azp-unread': careless('a service that does not read azp', CLAIMS, 'authorized-party'),
  'sub-unread': careless('a service that does not read sub', CLAIMS, 'subject', 'userinfo-subject'),
  'iat-unread': careless('a service that does not read iat', CLAIMS, 'issued-at'),
  'nbf-unread': careless('a service that does not read nbf', CLAIMS, 'not-before'),
  'at-hash-unread': careless('a service that does not read at_hash', CLAIMS, 'access-token-hash'),
  'replays-taken': breaking(
    careless('a service that takes ID tokens of earlier logins', NONCE, 'nonce', 'access-token-hash'),
    `${CORE}11`,
  ),
  'nonce-unread': breaking(careless('a service that does not compare nonces', NONCE, 'nonce'), `${CORE}11`),
}

export const idTokenRows: Rows = { ...signature, ...claims }
