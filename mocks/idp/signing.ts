import { createSecretKey } from 'node:crypto'
import { strangerKey } from '#mocks/op/keys.ts'
import { HMAC_SHA256 } from '#mocks/xml/algorithms.ts'
import { type CertifiedKey, certified } from '#mocks/xml/certificate.ts'
import type { SignOptions } from '#mocks/xml/sign.ts'
import type { Idp } from './state.ts'

/** How a response is signed: what a fault at `saml.signature` sets, beside what SignOptions has. */
export interface Signing extends Partial<Omit<SignOptions, 'key' | 'certificate'>> {
  readonly response: boolean
  readonly assertion: boolean
  readonly key: 'issuer' | 'stranger'
  /** In KeyInfo: that of the issuer, that of whoever signs, or none. */
  readonly certificate: 'issuer' | 'own' | 'none'
  /** An HMAC with what everybody knows. */
  readonly hmac?: 'public-key'
}

/** Functions among the members are part of how it is signed: nothing is asked of them here. */
export const signingFor = ({ issuer, saml }: Idp, entityId: string): Signing =>
  Object.assign(
    {
      response: saml.signs.includes('response'),
      assertion: saml.signs.includes('assertion'),
      key: 'issuer',
      certificate: 'issuer',
    },
    ...issuer.faults.at('saml.signature', entityId).map(({ set }) => set),
  )

const certificateFor = ({ certificate }: Signing, own: CertifiedKey, signer: CertifiedKey): string | undefined =>
  certificate === 'none' ? undefined : (certificate === 'own' ? signer : own).certificate

/** For `signXml`, with the key of the issuer or whoever stands in for it. */
export const signOptions = (signing: Signing, own: CertifiedKey): SignOptions => {
  const { response: _, assertion: __, key, certificate: ___, hmac, ...more } = signing
  const signer = key === 'stranger' ? certified(strangerKey(), 'somebody') : own
  const named = certificateFor(signing, own, signer)
  const shared = { ...more, ...(named === undefined ? {} : { certificate: named }) }
  if (hmac !== 'public-key') return { ...shared, key: signer.privateKey }
  const known = own.publicKey.export({ type: 'spki', format: 'pem' })
  return { ...shared, algorithm: HMAC_SHA256, key: createSecretKey(Buffer.from(known)) }
}
