import type { Fault } from '#fixtures/schema/fault.ts'
import { changing, faultsAt } from './rows.ts'

const anHourLater = changing((old) => Number(old) + 3600)

export const idTokenFaults: readonly Fault[] = [
  ...faultsAt('id-token', 'id-token', {
    'signed-by-another': ['an ID token signed by a key that is not published', 'IDT-RS256', { sign: 'other-key' }],
    'signature-broken': ['an ID token with a broken signature', 'DISC-JWKS', { sign: 'broken' }],
    unsigned: [
      'an ID token without a signature',
      'IDT-RS256',
      { also: ['OIDCC-2-signed', 'OIDCC-15.1-rs256', 'RFC7515-4.1.1'], sign: 'none' },
    ],
    'no-kid': ['an ID token without a kid', 'OIDCC-10.1-kid', { sign: 'no-kid' }],
    'kid-unknown': ['an ID token with a kid that is not published', 'DISC-JWKS', { sign: 'unknown-kid' }],
    'hmac-of-public-key': [
      'an ID token signed with HS256 and the public key',
      'IDT-RS256',
      { also: ['OIDCC-15.1-rs256'], sign: 'HS256-public-key' },
    ],
    'iss-other': [
      'an ID token of another issuer',
      'IDT-CLAIMS',
      { also: ['OIDCC-2-iss'], set: { iss: 'https://aai.other.example' } },
    ],
    'aud-other': [
      'an ID token for another client',
      'IDT-CLAIMS',
      { also: ['OIDCC-2-aud'], set: { aud: 'somebody-else' } },
    ],
    'azp-other': ['an ID token authorized for another client', 'OIDCC-2-azp', { set: { azp: 'somebody-else' } }],
    'sub-missing': ['an ID token about nobody', 'IDT-CLAIMS', { remove: ['sub'] }],
    'iat-missing': ['an ID token that does not say when', 'OIDCC-2-times', { remove: ['iat'] }],
    'exp-before-iat': ['an ID token that ends before it begins', 'OIDCC-2-times', { set: { exp: 1 } }],
    'auth-time-missing': [
      'an ID token without the auth_time that the profile promises',
      'IDT-CLAIMS',
      { also: ['OIDCC-2-auth_time'], remove: ['auth_time'] },
    ],
    'nonce-missing': ['an ID token without the nonce that was sent', 'OIDCC-2-nonce', { remove: ['nonce'] }],
    'nonce-other': ['an ID token with another nonce', 'IDT-CLAIMS', { set: { nonce: 'of-somebody-else' } }],
    'at-hash-wrong': [
      'an ID token whose at_hash fits no access token',
      'OIDCC-3.1.3.6',
      { also: ['OIDCC-3.2.2.10-at_hash'], set: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } },
    ],
    'c-hash-wrong': [
      'an ID token whose c_hash fits no code',
      'OIDCC-3.3.2.11-c_hash',
      { set: { c_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } },
    ],
    'lives-too-long': ['an ID token that lives for a year', 'IDT-LIFETIME', { set: { exp: 4_102_444_800 } }],
    'clock-wrong': [
      'an issuer whose clock is an hour ahead',
      'IDT-LIFETIME',
      { set: { iat: anHourLater, exp: anHourLater } },
    ],
    'sub-of-the-day': [
      'a sub that is another one in every ID token',
      'CLAIM-SUB',
      {
        also: ['CODE-BOUND', 'OIDCC-3.1.2.1-prompt-none', 'OIDCC-12.2-same'],
        set: { sub: () => `${crypto.randomUUID().replaceAll('-', '')}@aai.openaire.eu` },
      },
    ],
    'sub-shared': [
      'one sub for everybody',
      'CLAIM-SUB',
      { also: ['OIDCC-2-sub'], set: { sub: 'everybody@aai.openaire.eu' } },
    ],
    'sub-unscoped': ['a sub without a scope', 'AARC-G026-scoped', { set: { sub: 'f4c19451a3886d855c10e2388e6248ce' } }],
    'sub-foreign': [
      'a sub in the scope of another AAI',
      'CLAIM-SUB',
      { set: { sub: 'f4c19451a3886d85@aai.other.example' } },
    ],
    'sub-odd': [
      'a sub with characters that eduPersonUniqueId forbids',
      'EDUPERSON-unique-id',
      { set: { sub: 'ada_lovelace-1@aai.openaire.eu' } },
    ],
    'sub-telling': ['a sub that names the user', 'CLAIM-SUB', { set: { sub: 'ada.lovelace@aai.openaire.eu' } }],
    'claims-elsewhere': [
      'an ID token that names the user otherwise than userinfo',
      'USERINFO-SUB',
      { set: { voperson_id: 'f4c1@aai.openaire.eu' } },
    ],
    'auth-time-on-refresh': [
      'a refreshed ID token with a new auth_time',
      'OIDCC-12.2-auth_time',
      { set: { auth_time: () => Math.floor(Math.random() * 1e9) } },
    ],
    'nonce-on-refresh': [
      'a refreshed ID token with a new nonce',
      'OIDCC-12.2-nonce',
      { set: { nonce: () => crypto.randomUUID() } },
    ],
  }),
  ...faultsAt('id-token.header', 'id-token', {
    'key-in-header': [
      'an ID token that brings its own key',
      'OIDCC-2-header',
      { set: { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } } },
    ],
  }),
]
