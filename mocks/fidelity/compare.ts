import type { AnswerFields, KnownDifference } from '#fixtures/schema/fidelity.ts'

/** What a field says about an answer; goals are set by kind. */
export const fieldKinds = ['status, kind, error', 'descriptions and members', 'headers'] as const
export type FieldKind = (typeof fieldKinds)[number]

export const kindOf = (field: string): FieldKind => {
  if (field === 'status' || field === 'kind' || field === 'error') return 'status, kind, error'
  return field.startsWith('header.') ? 'headers' : 'descriptions and members'
}

export interface Difference {
  readonly entry: string
  readonly field: string
  /** Undefined where one of the two has no such field. */
  readonly ours: string | undefined
  readonly theirs: string | undefined
  /** Of the ledger. */
  readonly known?: KnownDifference
}

export interface Agreement {
  readonly fields: number
  readonly agreeing: number
}

export interface Comparison {
  readonly entries: number
  readonly agreement: Readonly<Record<FieldKind, Agreement>>
  readonly differences: readonly Difference[]
  /** Lines of the ledger that no difference met. */
  readonly stale: readonly KnownDifference[]
}

type Answers = ReadonlyMap<string, AnswerFields>

const pattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, '\\$&'))
      .join('.*')}$`,
    's',
  )

const meets = (value: string | undefined, wanted: string | undefined): boolean =>
  value === undefined || wanted === undefined ? value === wanted || wanted === '*' : pattern(wanted).test(value)

const knows = (known: KnownDifference, { entry, field, ours, theirs }: Difference): boolean =>
  meets(entry, known.entry) && meets(field, known.field) && meets(ours, known.ours) && meets(theirs, known.theirs)

const fieldsOf = (ours: AnswerFields, theirs: AnswerFields): readonly string[] => [
  ...new Set([...Object.keys(theirs), ...Object.keys(ours)]),
]

const counted = (all: readonly (readonly [FieldKind, boolean])[], kind: FieldKind): Agreement => {
  const of = all.filter(([each]) => each === kind)
  return { fields: of.length, agreeing: of.filter(([, agrees]) => agrees).length }
}

/** Field by field, for every entry that both have answered. */
export const compare = (ours: Answers, theirs: Answers, ledger: readonly KnownDifference[]): Comparison => {
  const fields: (readonly [FieldKind, boolean])[] = []
  const differences: Difference[] = []
  const used = new Set<KnownDifference>()
  let entries = 0
  for (const [entry, their] of theirs) {
    const our = ours.get(entry)
    if (!our) continue
    entries += 1
    for (const field of fieldsOf(our, their)) {
      const agrees = our[field] === their[field]
      fields.push([kindOf(field), agrees])
      if (agrees) continue
      const difference = { entry, field, ours: our[field], theirs: their[field] }
      const known = ledger.find((each) => knows(each, difference))
      if (known) used.add(known)
      differences.push({ ...difference, ...(known ? { known } : {}) })
    }
  }
  return {
    entries,
    agreement: {
      'status, kind, error': counted(fields, 'status, kind, error'),
      'descriptions and members': counted(fields, 'descriptions and members'),
      headers: counted(fields, 'headers'),
    },
    differences,
    stale: ledger.filter((each) => !used.has(each)),
  }
}
