import { type Comparison, type FieldKind, fieldKinds } from './compare.ts'

/** Of all fields of a kind, the part that agrees: 0 to 1. */
export const share = ({ agreement }: Comparison, kind: FieldKind): number => {
  const { fields, agreeing } = agreement[kind]
  return fields === 0 ? 1 : agreeing / fields
}

/** What is wrong with it, a sentence each; nothing when all goals are met and the ledger says all there is to say. */
export const complaints = (comparison: Comparison, goals: Readonly<Record<FieldKind, number>>): readonly string[] => {
  const unlisted = comparison.differences.filter(({ known }) => known === undefined).length
  const missed = fieldKinds.filter((kind) => share(comparison, kind) < goals[kind])
  return [
    ...missed.map(
      (kind) => `${kind}: ${percent(share(comparison, kind))} agree, ${percent(goals[kind])} are the goal.`,
    ),
    ...(unlisted === 0 ? [] : [`${unlisted} differences stand in no ledger: mend the provider, or say there why not.`]),
    ...comparison.stale.map(
      ({ entry, field }) => `The ledger knows a difference at ${entry}, ${field}, that is gone: take it out.`,
    ),
  ]
}

/** Never rounded up to a whole that is none. */
export const percent = (part: number): string => `${(Math.floor(part * 1000) / 10).toFixed(1)} %`
