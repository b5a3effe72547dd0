import type { Target } from '#reports/model.ts'
import { plural } from '#reports/outcome.ts'
import { type Case, few, playedAt, type SealedRun, type SealState } from './case.ts'

const DAY = 86_400_000

const SEALS: Readonly<Record<SealState, string | undefined>> = {
  ours: undefined,
  none: 'has no seal: run again with --seal.',
  'of something else':
    'is not what was sealed: somebody changed it, or the seal belongs to another run. Run again with --seal.',
  'of another key': 'was sealed with another key: name that one with --key, or run again with --seal.',
}

const ageOf = ({ file, result }: SealedRun, { now, days }: Case): readonly string[] => {
  const age = Math.floor((now - Date.parse(result.run.startedAt)) / DAY)
  if (age < -1)
    return [`${file} is of a day that is yet to come (${result.run.startedAt}): set the clock, and run again.`]
  return age <= days ? [] : [`${file} is ${age} days old, and a run counts for ${days}: run again.`]
}

/** Whatever has to be true of any run that shall prove something. */
export const sound = (played: SealedRun, given: Case): readonly string[] => {
  const { file, seal } = played
  const { complete, interrupted, selection, harness, baseline } = played.result.run
  const sealed = SEALS[seal]
  return [
    ...(sealed === undefined ? [] : [`${file} ${sealed}`]),
    ...(complete ? [] : [`${file} was cut short (${interrupted ?? 'stopped before its end'}): run again.`]),
    ...(selection === 'everything' ? [] : [`${file} is of some scenarios only (${selection}): run all.`]),
    ...(baseline === undefined ? [] : [`${file} was seen in the light of ${baseline.file}: run without --baseline.`]),
    ...(harness === given.harness
      ? []
      : [`${file} was made by version ${harness} of the harness, and this is ${given.harness}: run again.`]),
    ...ageOf(played, given),
  ]
}

/** Whom the scenarios there are played at; nobody says it of a program, so that what was played tells. */
const playsIn = (ids: ReadonlySet<string>, { catalogue }: Case): string | undefined =>
  catalogue.find(({ id }) => ids.has(id))?.plays

/** Every scenario for such a target has to have an outcome: what an older version did not know of was not tested. */
export const unplayed = (played: SealedRun, target: Target, given: Case): readonly string[] => {
  const ids = new Set(playedAt(played, target).map(({ id }) => id))
  const plays = playsIn(ids, given)
  const missing = given.catalogue.filter((each) => each.plays === plays && !ids.has(each.id)).map(({ id }) => id)
  if (plays === undefined) return [`${played.file} has no scenario that this version knows: run again.`]
  return missing.length === 0
    ? []
    : [`${plural(missing.length, 'scenario is', 'scenarios are')} not in ${played.file}: ${few(missing)}. Run again.`]
}

/** Whatever stands in the way at one target. */
export const troubles = (played: SealedRun, target: Target): readonly string[] => {
  const here = playedAt(played, target)
  const named = (verdict: string): readonly string[] =>
    here.filter((each) => each.verdict === verdict).map((each) => each.id)
  const [failed, broken] = [named('fail'), named('error')]
  const judged = here.some(({ verdict }) => verdict === 'pass' || verdict === 'warn')
  return [
    ...(failed.length > 0
      ? [`${plural(failed.length, 'scenario fails', 'scenarios fail')} in ${played.file}: ${few(failed)}.`]
      : []),
    ...(broken.length > 0
      ? [`The harness failed in ${plural(broken.length, 'scenario')} of ${played.file}: ${few(broken)}.`]
      : []),
    ...(judged ? [] : [`Nothing was judged in ${played.file}.`]),
  ]
}
