import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { RegisteredEnvironment } from '#fixtures/schema/registration.ts'
import type { Finding } from '#lint/model.ts'
import type { RunResult, Target } from '#reports/model.ts'

/** A run, as it was found. */
export interface SealedRun {
  /** Where it lies. */
  readonly file: string
  readonly result: RunResult
  /** It is as the harness wrote it, and sealed with our key. */
  readonly isSealed: boolean
}

export interface Case {
  /** Name of the environment that tests take place in. */
  readonly environment: string
  readonly entry: RegisteredEnvironment
  readonly profile?: Profile
  readonly findings: readonly Finding[]
  /** At the AAI of that environment. */
  readonly aai?: SealedRun
  /** At the service itself. */
  readonly service?: SealedRun
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Days that a run counts. */
  readonly days: number
}

/** One thing that has to hold before production is asked for. */
export interface Criterion {
  readonly id: string
  readonly cites: RequirementId
  readonly title: string
  /** Why it does not hold, a sentence each; nothing where it does. */
  readonly missing: readonly string[]
}

type Judge = (given: Case) => readonly string[]

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat()

const few = (all: readonly string[]): string =>
  all.slice(0, 5).join(', ') + (all.length > 5 ? ` and ${all.length - 5} more` : '')

const DAY = 86_400_000

/** Whatever has to be true of any run that shall prove something. */
const sound = ({ file, result, isSealed }: SealedRun, { now, days }: Case): readonly string[] => {
  const { run } = result
  const age = Math.floor((now - Date.parse(run.startedAt)) / DAY)
  return [
    ...(isSealed ? [] : [`${file} is not as the harness wrote it here, or has no seal: run again with --seal.`]),
    ...(run.complete ? [] : [`${file} was cut short (${run.interrupted ?? 'stopped before its end'}): run again.`]),
    ...(run.selection === 'everything' ? [] : [`${file} is of some scenarios only (${run.selection}): run all.`]),
    ...(age <= days && age >= -1 ? [] : [`${file} is ${age} days old, and ${days} are what counts: run again.`]),
  ]
}

const troubles = ({ file, result }: SealedRun, { id }: Target): readonly string[] => {
  const here = result.scenarios.filter(({ target }) => target === id)
  const named = (verdict: string): readonly string[] =>
    here.filter((each) => each.verdict === verdict).map((each) => each.id)
  const [failed, broken] = [named('fail'), named('error')]
  const judged = here.some(({ verdict }) => verdict === 'pass' || verdict === 'warn')
  return [
    ...(failed.length > 0 ? [`${failed.length} scenarios fail in ${file}: ${few(failed)}.`] : []),
    ...(broken.length > 0 ? [`The harness failed in ${broken.length} scenarios of ${file}: ${few(broken)}.`] : []),
    ...(judged ? [] : [`Nothing was judged in ${file}.`]),
  ]
}

const knows = ({ clients = [] }: Target, entry: RegisteredEnvironment): boolean =>
  entry.clientId !== undefined && clients.some(({ clientId }) => clientId === entry.clientId)

const aaiTarget = ({ aai, profile }: Case): Target | undefined =>
  aai?.result.targets.find(({ plays, issuer }) => plays === 'op' && issuer === profile?.issuer)

const testedAtAai: Judge = (given) => {
  const { aai, profile, environment, entry } = given
  if (!aai)
    return [`There is no run at the AAI of ${environment}: aai run --seal, with your client in aai.config.yaml.`]
  const target = aaiTarget(given)
  if (!target) return [...sound(aai, given), `${aai.file} was not played at ${profile?.issuer ?? environment}.`]
  const ofClient = knows(target, entry)
    ? []
    : [
        `${aai.file} was played as ${few((target.clients ?? []).map(({ clientId }) => clientId)) || 'nobody'}, and ${entry.clientId ?? 'no client'} is registered.`,
      ]
  return [...sound(aai, given), ...ofClient, ...troubles(aai, target)]
}

const serviceTarget = ({ service }: Case): Target | undefined =>
  service?.result.targets.find(({ plays, kind }) => plays === 'rp' && kind === 'configured')

/** What a service shows nothing of was not tested, whatever the reason. */
const unseen = ({ file, result }: SealedRun, { id }: Target): readonly string[] => {
  const skipped = result.scenarios.filter(({ target, verdict }) => target === id && verdict === 'skip')
  const reasons = [...new Set(skipped.map(({ reason = 'no reason' }) => reason))]
  return skipped.length === 0 ? [] : [`${skipped.length} scenarios were not judged in ${file}: ${few(reasons)}`]
}

const testedService: Judge = (given) => {
  const { service, entry, environment } = given
  if (!service) return [`There is no run at the service: aai service --seal (aai init service describes it).`]
  const target = serviceTarget(given)
  if (!target) return [...sound(service, given), `${service.file} was played at no service of yours.`]
  const used = (target.clients ?? []).flatMap(({ redirectUris }) => redirectUris)
  const registered = listOf(entry.redirectUris)
  const ofService = used.some((uri) => registered.includes(uri))
    ? []
    : [
        `${service.file} is of a service at ${few(used) || 'no address'}, and ${environment} has ${few(registered) || 'none'}.`,
      ]
  return [...sound(service, given), ...ofService, ...troubles(service, target), ...unseen(service, target)]
}

const registered: Judge = ({ findings }) =>
  findings.filter(({ weight }) => weight === 'fail').map(({ line, cites, wrong }) => `Line ${line}, ${cites}: ${wrong}`)

const known: Judge = ({ entry, environment, profile }) => [
  ...(entry.clientId === undefined
    ? [`environments.${environment} has no clientId: the client that was tested has one.`]
    : []),
  ...(profile === undefined ? [`environments.${environment} has no profile that we know: name one.`] : []),
]

const criteria: readonly (Omit<Criterion, 'missing'> & { readonly judge: Judge })[] = [
  {
    id: 'registration',
    cites: 'WORKFLOW-4',
    title: 'The registration says all that the AAI asks for',
    judge: registered,
  },
  { id: 'client', cites: 'WORKFLOW-1', title: 'A client is registered where tests take place', judge: known },
  {
    id: 'aai',
    cites: 'WORKFLOW-1',
    title: 'The AAI where tests take place conforms, for this client',
    judge: testedAtAai,
  },
  {
    id: 'service',
    cites: 'WORKFLOW-3',
    title: 'The service takes what it must, and refuses what it must',
    judge: testedService,
  },
]

/** Everything that production waits for. */
export const criteriaOf = (given: Case): readonly Criterion[] =>
  criteria.map(({ judge, ...rest }) => ({ ...rest, missing: judge(given) }))

export const isReady = (all: readonly Criterion[]): boolean =>
  all.length > 0 && all.every(({ missing }) => missing.length === 0)
