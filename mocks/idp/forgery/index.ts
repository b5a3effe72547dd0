import { brokenSignature, commentInDigest, signedInfoBefore, signedInfoBehind, tampered } from './digests.ts'
import { encryptedForged } from './encrypted.ts'
import {
  charactersInNames,
  commentInNames,
  doctype,
  entityInNames,
  externalEntity,
  instructionInNames,
} from './values.ts'
import { wrappings } from './wrapping.ts'

/** What a forger knows beside the response. */
export interface Forger {
  /** An address that notes down who comes. */
  readonly address: string
  /** Encrypts an assertion to the service, as anybody can. */
  readonly seal: (assertion: string) => string
}

/**
 * What is done to the text of a response that was signed, response and assertion each for itself, and not encrypted:
 * `forgery` of a fault at `saml.document`.
 */
export const forgeries = {
  ...wrappings,
  tampered,
  'signature-broken': brokenSignature,
  'comment-in-digest': commentInDigest,
  'signed-info-before': signedInfoBefore,
  'signed-info-behind': signedInfoBehind,
  'comment-in-names': commentInNames,
  'instruction-in-names': instructionInNames,
  'characters-in-names': charactersInNames,
  doctype,
  'entity-in-names': entityInNames,
  'external-entity': (text: string, { address }: Forger) => externalEntity(text, address),
  'encrypted-forged': encryptedForged,
  'no-xml': () => 'Login successful.',
  empty: () => '',
  'half-of-it': (text: string) => text.slice(0, Math.floor(text.length / 2)),
} as const satisfies Readonly<Record<string, (text: string, forger: Forger) => string>>

export type Forgery = keyof typeof forgeries

const isForgery = (name: unknown): name is Forgery => typeof name === 'string' && Object.hasOwn(forgeries, name)

export const forge = (name: unknown, text: string, forger: Forger): string => {
  if (!isForgery(name)) throw new Error(`there is no forgery ${String(name)}: mocks/idp/forgery has them all`)
  return forgeries[name](text, forger)
}
