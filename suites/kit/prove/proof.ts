import type { Fault } from '#fixtures/schema/fault.ts'
import type { Verdict } from '#reports/model.ts'

/** What one fault did. */
export interface FaultProof {
  readonly fault: Fault
  /** By each requirement that it claims to break: the scenarios whose judgement of it was broken, and had held before. */
  readonly noticedBy: Readonly<Record<string, readonly string[]>>
}

/** A scenario that ended in `error`, or found a fault where there is none. */
export interface Mishap {
  readonly target: string
  readonly scenario: string
  readonly verdict: Verdict
  readonly message: string
}

/** The scenarios and the faults, held against each other. */
export interface Proof {
  readonly faults: readonly FaultProof[]
  /** Scenarios with the faults that break them. */
  readonly scenarios: Readonly<Record<string, readonly string[]>>
  /** Requirements that a fault claims to break, and no scenario noticed. */
  readonly unnoticed: readonly { readonly fault: string; readonly requirement: string }[]
  /** Scenarios that no fault has broken, and why they could not judge anywhere, where that is so. */
  readonly unproven: readonly { readonly scenario: string; readonly because: string | undefined }[]
  /** Requirements that scenarios cite, and no fault has broken. */
  readonly unbroken: readonly string[]
  /** Judgements never seen to be broken: the scenario and the requirement have been, but not together. */
  readonly unpaired: readonly { readonly scenario: string; readonly requirement: string }[]
  readonly mishaps: readonly Mishap[]
  /** Scenarios played, each once per issuer. */
  readonly played: number
}

/** Nothing is left to mend in faults and scenarios. Of a part of the faults the second half says nothing. */
export const isComplete = ({ unnoticed, unproven, unbroken }: Proof, partial: boolean): boolean =>
  unnoticed.length === 0 && (partial || (unproven.length === 0 && unbroken.length === 0))
