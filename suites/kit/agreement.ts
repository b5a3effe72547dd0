import { HeldBack } from './signals.ts'
import type { TargetSeed } from './target.ts'

export const askOwner = (id: string): string =>
  `An act that the owner of the issuer must agree to: set ownerAgreed: true in target "${id}" once they have.`

/** Ends the scenario where nobody agreed, even if it forgot to say that it is intrusive. */
export const onlyIfAgreed = ({ id, intrusive }: Pick<TargetSeed, 'id' | 'intrusive'>): void => {
  if (!intrusive) throw new HeldBack('skip', askOwner(id))
}
