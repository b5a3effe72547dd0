import type { Forger } from './index.ts'
import { assertionIn, EVIL, forged, withId, withoutSignature } from './parts.ts'

/** An assertion that nobody signed, behind an encryption that proves nothing, in a response that nobody signed. */
export const encryptedForged = (text: string, { seal }: Forger): string => {
  const { before, element, after } = assertionIn(text)
  const evil = withId(forged(withoutSignature(element)), EVIL)
  return withoutSignature(before) + seal(evil) + after
}
