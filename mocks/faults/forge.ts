import { type KeyObject, randomBytes } from 'node:crypto'
import type { Bend, Signing } from '#fixtures/schema/fault.ts'
import { bareCertificate } from '#mocks/wire/bare-certificate.ts'
import { type Claims, type Payload, signHmac, signingInput, signRs256, type WriteHeader } from '#mocks/wire/jwt.ts'

export interface ForgingKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** What a token is signed with, be it rightly or not. */
export interface Forging {
  readonly key: ForgingKey
  /** A key that the issuer does not publish. */
  readonly stranger: () => ForgingKey
  /** Of the client that the token is for. */
  readonly secret?: string | undefined
  /** Where the stranger’s key could be had. */
  readonly address: (what: 'keys' | 'certificate') => string
  readonly write?: WriteHeader | undefined
}

type Forge = (header: Claims, payload: Payload, forging: Forging) => string

const pemOf = ({ publicKey }: ForgingKey): string => publicKey.export({ type: 'spki', format: 'pem' }).toString()
const jwkOf = ({ publicKey }: ForgingKey): object => publicKey.export({ format: 'jwk' })

const unsigned: Forge = (header, payload, { write }) => `${signingInput(header, payload, write)}.`

const mac =
  (secret: (forging: Forging) => string): Forge =>
  (header, payload, forging) =>
    signHmac({ ...header, alg: 'HS256' }, payload, secret(forging), forging.write)

/** By a stranger, with members of the header that tell where the key is to be had. */
const brought =
  (members: (forging: Forging, stranger: ForgingKey) => Claims): Forge =>
  (header, payload, forging) => {
    const stranger = forging.stranger()
    const led = { ...header, kid: stranger.kid, ...members(forging, stranger) }
    return signRs256(led, payload, stranger.privateKey, forging.write)
  }

const certificateOf = (stranger: ForgingKey): string => bareCertificate(stranger, 'somebody').toString('base64')

const forges: Readonly<Record<Signing, Forge>> = {
  issuer: (header, payload, { key, write }) => signRs256(header, payload, key.privateKey, write),
  none: (header, ...rest) => unsigned({ ...header, alg: 'none' }, ...rest),
  unsigned,
  'other-key': (header, payload, { stranger, write }) => signRs256(header, payload, stranger().privateKey, write),
  broken: (header, payload, { write }) =>
    `${signingInput(header, payload, write)}.${randomBytes(256).toString('base64url')}`,
  'HS256-public-key': mac(({ key }) => pemOf(key)),
  'HS256-public-jwk': mac(({ key }) => JSON.stringify(jwkOf(key))),
  'HS256-secret': mac(({ secret = '' }) => secret),
  'no-kid': ({ kid: _, ...header }, payload, { key, write }) => signRs256(header, payload, key.privateKey, write),
  'unknown-kid': brought(() => ({})),
  'own-jwk': brought((_, stranger) => ({ jwk: jwkOf(stranger) })),
  'own-jku': brought(({ address }) => ({ jku: address('keys') })),
  'own-x5c': brought((_, stranger) => ({ x5c: [certificateOf(stranger)] })),
  'own-x5u': brought(({ address }) => ({ x5u: address('certificate') })),
}

/** How the last fault that says so wants it signed. */
export const signingIn = (faults: readonly Bend[]): Signing | undefined =>
  faults.findLast(({ sign }) => sign !== undefined)?.sign

/** Signs RS256, or as the last fault with `sign` says. */
export const signOrForge = (faults: readonly Bend[], header: Claims, payload: Payload, forging: Forging): string =>
  forges[signingIn(faults) ?? 'issuer'](header, payload, forging)
