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

/** In the order in which a person reads. */
export const kindTitles: readonly (readonly [ChangeKind, string])[] = [
  ['failing', 'Newly failing'],
  ['removed', 'No longer there'],
  ['other', 'Another verdict'],
  ['passing', 'Newly passing'],
  ['reason', 'Another reason for the same verdict'],
  ['added', 'New'],
]

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

/** `pass, then fail` */
export const verdictsOf = ({ before, after }: Change): string =>
  [before, after].map((side) => (side ? word(side.verdict) : 'not there')).join(', then ')

/** What came and what went, where lists are long and mostly the same. */
export const drifted = ({ before, after }: Drift): { readonly gone: string; readonly come: string } => {
  const [was, is] = [before, after].map((text) => text?.split('\n') ?? [])
  const without = (some: readonly string[] = [], others: readonly string[] = []): string =>
    some.filter((each) => !others.includes(each)).join(', ')
  return { gone: without(was, is), come: without(is, was) }
}

export const counted = (result: DiffResult): readonly string[] => {
  const changes = result.pairings.flatMap((each) => each.changes)
  const drifts = result.pairings.flatMap((each) => each.drifts)
  const kinds = kindTitles.map(([kind, title]) => [ofKind(changes, kind).length, title.toLowerCase()] as const)
  return [
    ...kinds.flatMap(([count, title]) => (count > 0 ? `${count} ${title}` : [])),
    ...(drifts.length > 0 ? [`${plural(drifts.length, 'thing')} seen otherwise`] : []),
  ]
}

/** One sentence without a full stop. */
export const headline = (result: DiffResult): string => {
  if (result.pairings.length === 0) return 'The two runs have no target in common'
  const worse = result.pairings.flatMap(({ changes }) => changes.filter((change) => change.worse)).length
  if (worse > 0) return `${plural(worse, 'result is', 'results are')} worse than before`
  if (isWorse(result)) return `${plural(result.unpaired.before.length, 'target')} of the first run is not in the second`
  return isDifferent(result) ? 'Nothing is worse than before' : 'Nothing has changed'
}

/** Whatever makes two runs hard to compare, a sentence each. */
export const cautions = ({ before, after, unpaired }: DiffResult): readonly string[] => [
  ...[before, after].flatMap(({ name, complete }) =>
    complete ? [] : [`${name} was cut short: what it lacks was not played.`],
  ),
  ...(before.selection === after.selection
    ? []
    : [`Other scenarios were asked for: ${before.selection} in ${before.name}, ${after.selection} in ${after.name}.`]),
  ...(before.harness === after.harness
    ? []
    : [`Other versions of the harness: ${before.harness}, then ${after.harness}. It may judge otherwise.`]),
  ...(unpaired.before.length > 0 ? [`Only in ${before.name}: ${unpaired.before.join(', ')}.`] : []),
  ...(unpaired.after.length > 0 ? [`Only in ${after.name}: ${unpaired.after.join(', ')}.`] : []),
]
