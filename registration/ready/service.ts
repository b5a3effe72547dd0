import type { Target } from '#reports/model.ts'
import { plural } from '#reports/outcome.ts'
import { type Case, few, type Judge, listOf, playedAt, type SealedRun } from './case.ts'
import { sound, troubles, unplayed } from './sound.ts'

/** What a service shows nothing of was not tested, whatever the reason. */
const unseen = (played: SealedRun, target: Target): readonly string[] => {
  const skipped = playedAt(played, target).filter(({ verdict }) => verdict === 'skip')
  const reasons = [...new Set(skipped.map(({ reason = 'no reason' }) => reason))]
  return skipped.length === 0
    ? []
    : [`${plural(skipped.length, 'scenario was', 'scenarios were')} not judged in ${played.file}: ${few(reasons)}`]
}

const usedBy = ({ clients = [] }: Target): readonly string[] => clients.flatMap(({ redirectUris }) => redirectUris)

/** Somebody's own service, and none of ours. */
const isSomebodys = ({ plays, kind }: Target): boolean => plays === 'rp' && kind === 'configured'

const otherProfile = (played: SealedRun, { profile }: Target, given: Case): readonly string[] =>
  given.profile === undefined || profile === given.profile.id
    ? []
    : [
        `${played.file} was played with the issuer of ${profile ?? 'nobody'}, and ${given.environment} is ${given.profile.id}.`,
      ]

const strangers = (played: SealedRun, target: Target, { entry, environment }: Case): readonly string[] => {
  const registered = listOf(entry.redirectUris)
  const others = usedBy(target).filter((uri) => !registered.includes(uri))
  return others.length === 0
    ? []
    : [`${played.file} is of a service at ${few(others)} as well, which ${environment} does not have.`]
}

const ofTarget = (played: SealedRun, target: Target, given: Case): readonly string[] => [
  ...otherProfile(played, target, given),
  ...strangers(played, target, given),
  ...unplayed(played, target, given),
  ...troubles(played, target),
  ...unseen(played, target),
]

export const testedService: Judge = (given) => {
  const { service, entry, environment } = given
  if (!service) return ['There is no run at the service: aai service --seal (aai init service describes it).']
  const registered = listOf(entry.redirectUris)
  const all = service.result.targets.filter(isSomebodys)
  const own = all.filter((target) => usedBy(target).some((uri) => registered.includes(uri)))
  const addresses = few(all.flatMap(usedBy)) || 'no address'
  const none =
    all.length === 0
      ? [`${service.file} was played at no service of yours.`]
      : [`${service.file} is of a service at ${addresses}, and ${environment} has ${few(registered) || 'none'}.`]
  return [
    ...sound(service, given),
    ...(own.length === 0 ? none : []),
    ...own.flatMap((target) => ofTarget(service, target, given)),
  ]
}
