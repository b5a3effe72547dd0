import {
  type Change,
  type ChangeKind,
  type DiffResult,
  type Drift,
  type FactGroup,
  isDifferent,
  isWorse,
} from '../../diff/model.ts'
import { plural } from '../../outcome.ts'
import { word } from '../words.ts'

/** What readers call the two sides, and what may have become of a scenario: in the order in which a person reads. */
export interface Wording {
  /** `before`, `at beta` */
  readonly before: string
  readonly after: string
  readonly same: (count: number) => string
  readonly kinds: readonly (readonly [ChangeKind, string])[]
}

const ofRuns: Wording = {
  before: 'before',
  after: 'now',
  same: (count) => `${plural(count, 'result')} as before.`,
  kinds: [
    ['failing', 'Newly failing'],
    ['removed', 'No longer there'],
    ['other', 'Another verdict'],
    ['passing', 'Newly passing'],
    ['reason', 'Another reason for the same verdict'],
    ['added', 'New'],
  ],
}

const ofEnvironments = (one: string, other: string): Wording => ({
  before: `at ${one}`,
  after: `at ${other}`,
  same: (count) => `${plural(count, 'result is', 'results are')} the same at both.`,
  kinds: [
    ['failing', `Fails at ${other}, not at ${one}`],
    ['removed', `Judged at ${one} only`],
    ['other', 'Another verdict'],
    ['passing', `Passes at ${other}, not at ${one}`],
    ['reason', 'Another reason for the same verdict'],
    ['added', `Judged at ${other} only`],
  ],
})

export const wordingOf = ({ of, before, after }: DiffResult): Wording =>
  of === 'runs' ? ofRuns : ofEnvironments(before.name, after.name)

export const groupTitles: Readonly<Record<FactGroup, string>> = {
  discovery: 'discovery document',
  keys: 'keys',
  tokens: 'tokens',
  claims: 'claims',
  errors: 'wording of errors',
  measured: 'measured',
}

export const ofKind = (changes: readonly Change[], kind: ChangeKind): readonly Change[] =>
  changes.filter((change) => change.kind === kind)

/** `pass before, fail now` */
export const verdictsOf = ({ before, after }: Change, wording: Wording): string =>
  [
    `${before ? word(before.verdict) : 'not there'} ${wording.before}`,
    `${after ? word(after.verdict) : 'not there'} ${wording.after}`,
  ].join(', ')

/** What came and what went, where lists are long and mostly the same. */
export const drifted = ({ before, after }: Drift): { readonly gone: string; readonly come: string } => {
  const [was, is] = [before, after].map((text) => text?.split('\n') ?? [])
  const without = (some: readonly string[] = [], others: readonly string[] = []): string =>
    some.filter((each) => !others.includes(each)).join(', ')
  return { gone: without(was, is), come: without(is, was) }
}

const small = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1)

export const counted = (result: DiffResult): readonly string[] => {
  const changes = result.pairings.flatMap((each) => each.changes)
  const drifts = result.pairings.flatMap((each) => each.drifts)
  const kinds = wordingOf(result).kinds.map(([kind, title]) => [ofKind(changes, kind).length, small(title)] as const)
  return [
    ...kinds.flatMap(([count, title]) => (count > 0 ? `${count} ${title}` : [])),
    ...(drifts.length > 0 ? [`${plural(drifts.length, 'thing')} seen otherwise`] : []),
  ]
}

/** One sentence without a full stop. */
export const headline = (result: DiffResult): string => {
  const { before, after, of, pairings, unpaired } = result
  if (pairings.length === 0) return 'The two runs have no target in common'
  const worse = pairings.flatMap(({ changes }) => changes.filter((change) => change.worse)).length
  const than = of === 'runs' ? 'than before' : `at ${after.name} than at ${before.name}`
  if (worse > 0) return `${plural(worse, 'result is', 'results are')} worse ${than}`
  if (isWorse(result)) return `${plural(unpaired.before.length, 'target')} of the first run is not in the second`
  if (isDifferent(result)) return `Nothing is worse ${than}`
  return of === 'runs' ? 'Nothing has changed' : `${before.name} and ${after.name} agree`
}

const sentencesOf = ({ of, before, after }: DiffResult): readonly string[] => {
  const cut = [before, after].filter(({ complete }) => !complete)
  if (of === 'environments') return cut.length === 0 ? [] : ['The run was cut short: what it lacks was not played.']
  return cut.map(({ name }) => `${name} was cut short: what it lacks was not played.`)
}

/** Whatever makes two runs hard to compare, a sentence each. */
export const cautions = (result: DiffResult): readonly string[] => {
  const { before, after, unpaired } = result
  return [
    ...sentencesOf(result),
    ...(before.selection === after.selection
      ? []
      : [
          `Other scenarios were asked for: ${before.selection} in ${before.name}, ${after.selection} in ${after.name}.`,
        ]),
    ...(before.harness === after.harness
      ? []
      : [`Other versions of the harness: ${before.harness}, then ${after.harness}. It may judge otherwise.`]),
    ...(unpaired.before.length > 0 ? [`Only in ${before.name}: ${unpaired.before.join(', ')}.`] : []),
    ...(unpaired.after.length > 0 ? [`Only in ${after.name}: ${unpaired.after.join(', ')}.`] : []),
  ]
}
