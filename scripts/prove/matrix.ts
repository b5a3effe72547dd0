import { plural } from '#reports/outcome.ts'
import type { FaultProof, Proof } from '#suites/kit/prove/proof.ts'

const faultsByRequirement = (proof: Proof): readonly (readonly [string, readonly FaultProof[]])[] => {
  const pairs = proof.faults.flatMap((each) =>
    Object.keys(each.noticedBy).map((requirement) => ({ requirement, each })),
  )
  return [...Map.groupBy(pairs, ({ requirement }) => requirement)]
    .map(([requirement, all]) => [requirement, all.map(({ each }) => each)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Requirements, the faults that break them, and the scenarios that noticed. */
export const matrix = (proof: Proof): string =>
  faultsByRequirement(proof)
    .map(([requirement, faults]) => {
      const lines = faults.flatMap(({ fault, noticedBy }) => [
        `  ${fault.id}: ${fault.title}`,
        ...(noticedBy[requirement]?.map((scenario) => `    ${scenario}`) ?? []),
        ...(noticedBy[requirement]?.length === 0 ? ['    NOBODY NOTICED'] : []),
      ])
      return [requirement, ...lines].join('\n')
    })
    .join('\n\n')

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((each) => `  ${each}`)]

export interface Played {
  readonly milliseconds: number
  /** Not all faults were played. */
  readonly partial: boolean
  readonly seed: string
}

const gaps = ({ unproven, unbroken, unpaired }: Proof): readonly string[] => [
  ...section(
    'Judgements never seen to be broken, of scenarios and requirements that were (a remark)',
    unpaired.map(({ scenario, requirement }) => `${scenario}: ${requirement}`),
  ),
  ...section(
    'Scenarios that no fault has broken',
    unproven.map(({ scenario, because }) => `${scenario}${because === undefined ? '' : ` (${because})`}`),
  ),
  ...section('Requirements that scenarios cite and no fault has broken', unbroken),
]

const counts = (proof: Proof, partial: boolean): string => {
  const { faults, scenarios, unproven, unnoticed, unbroken, mishaps, played } = proof
  const noticed = faults.length - new Set(unnoticed.map(({ fault }) => fault)).size
  const claims = faults.flatMap(({ noticedBy }) => Object.entries(noticedBy))
  const broken = new Set(claims.filter(([, ids]) => ids.length > 0).map(([requirement]) => requirement))
  const all = Object.keys(scenarios).length
  const proven = all - unproven.length
  return [
    `${noticed} of ${plural(faults.length, 'fault')} noticed in full`,
    partial ? `${plural(proven, 'scenario')} seen to fail` : `${proven} of ${plural(all, 'scenario')} seen to fail`,
    `${plural(broken.size, 'requirement')} broken${partial ? '' : `, ${unbroken.length} not`}`,
    plural(mishaps.filter(({ verdict }) => verdict === 'error').length, 'error'),
    plural(played, 'play'),
  ].join('; ')
}

/** What is left to mend, and the numbers. */
export const summary = (proof: Proof, { milliseconds, partial, seed }: Played): string =>
  [
    ...(partial ? [] : gaps(proof)),
    ...section(
      'Faults that nobody noticed',
      proof.unnoticed.map(({ fault, requirement }) => `${fault}: ${requirement}`),
    ),
    ...section(
      'Scenarios that broke down, or that fail at a healthy issuer',
      proof.mishaps.map(
        ({ scenario, target, verdict, message }) => `${verdict} in ${scenario} at ${target}: ${message}`,
      ),
    ),
    '',
    `${counts(proof, partial)}; seed ${seed}; ${(milliseconds / 1000).toFixed(1)} s`,
  ].join('\n')
