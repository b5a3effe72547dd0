import { isAbsolute } from 'node:path'
import { exampleApis } from '#mocks/api/index.ts'
import { documentVariants } from '#mocks/faults/document-variants.ts'
import { KeyRing } from '#mocks/op/keys.ts'
import { loadProfile, profileNames } from '#mocks/profiles/load.ts'
import type { TargetConfiguration } from '../config/resolve.ts'
import type { DriverName } from '../target.ts'
import { commandFlows } from '../target-command.ts'
import { named, othersAmong, servicesAmong } from './choose-service.ts'
import { PREDECESSORS, relationsOf, relatives, SIDES, withSuccessors } from './relations.ts'

export interface Choice {
  readonly wanted: readonly TargetConfiguration[]
  /** Only needed for comparison with one of those. */
  readonly pairs: readonly TargetConfiguration[]
}

export interface Asked {
  /** Ids; the usual ones when empty. */
  readonly targets: readonly string[]
  /** Ids of profiles of ours, or paths: an embedded target for each. */
  readonly profiles: readonly string[]
  readonly driver?: DriverName
  /** Ids of scenarios, or beginnings of them: who is not asked for by name is left out where none of them is played. */
  readonly scenarios?: readonly string[]
  /** Services, and nothing else. */
  readonly services?: boolean
}

/** What runs on a machine that knows nothing yet. */
const USUAL = ['openaire-beta', 'openaire-production', 'openaire-legacy', 'feide']

/** Which of our profiles describe the same AAI in its two environments. */
const PAIRS: Readonly<Record<string, string>> = {
  'openaire-beta': 'openaire-production',
  'openaire-production': 'openaire-beta',
  'openaire-legacy': 'openaire-beta',
  'keycloak-26': 'openaire-production',
}

const embedded = (profile: string): TargetConfiguration => {
  const relations = { pair: PAIRS[profile], predecessor: PREDECESSORS[profile] }
  return { kind: 'embedded', id: profile, profile, ...relationsOf(relations) }
}

/** The APIs beside our issuers, each with an issuer of its own; tokens of another one are tried at it, too. */
const exampleTargets = (): readonly TargetConfiguration[] =>
  Object.entries(exampleApis).map(([id, { profile }]) => ({
    kind: 'embedded',
    id,
    profile,
    api: id,
    pair: PAIRS[profile] ?? 'openaire-beta',
  }))

/** A right service at the BETA issuer, to see the scenarios for services pass. */
const REFERENCE_SERVICE: TargetConfiguration = {
  kind: 'embedded',
  id: 'reference-service',
  profile: 'openaire-beta',
  service: 'reference',
}

/** The same for services of SAML. */
const REFERENCE_SAML_SERVICE: TargetConfiguration = {
  kind: 'embedded',
  id: 'reference-saml-service',
  profile: 'openaire-beta',
  service: 'reference-saml',
}

/** Programs that are right, one of each flow. */
const REFERENCE_COMMANDS: readonly TargetConfiguration[] = commandFlows.map((flow) => ({
  kind: 'embedded',
  id: `reference-${flow}`,
  profile: 'openaire-beta',
  command: { flow },
}))

/** Documents in which nothing is wrong. */
const CLEAN_DOCUMENTS: readonly TargetConfiguration[] = Object.values(documentVariants).flatMap(({ document }) =>
  document ? [{ kind: 'embedded', id: document.file, profile: 'openaire-beta', document }] : [],
)

/** What comes with us for `aai service --example`. */
export const exampleServices: readonly string[] = [
  REFERENCE_SERVICE,
  REFERENCE_SAML_SERVICE,
  ...REFERENCE_COMMANDS,
].map(({ id }) => id)

/** Every profile of ours can be played, without a configuration, and every API. */
const embeddedTargets = (): readonly TargetConfiguration[] => [
  ...profileNames().map(embedded),
  ...exampleTargets(),
  REFERENCE_SERVICE,
  REFERENCE_SAML_SERVICE,
  ...REFERENCE_COMMANDS,
  ...CLEAN_DOCUMENTS,
]

const isUsual = (target: TargetConfiguration): boolean =>
  USUAL.includes('api' in target && typeof target.profile === 'string' ? target.profile : target.id)

const isApi = (target: TargetConfiguration): boolean => target.api !== undefined

const isMeant = (target: TargetConfiguration, scenarios: readonly string[]): boolean =>
  scenarios.length === 0 || scenarios.some((id) => /^api(\.|$)/.test(id) === isApi(target))

const ofProfile = async (reference: string): Promise<TargetConfiguration> => {
  if (profileNames().includes(reference)) return embedded(reference)
  const profile = await loadProfile(reference, isAbsolute(reference) ? '/' : process.cwd())
  return { kind: 'embedded', id: profile.id, profile }
}

const wantedOf = async (
  known: readonly TargetConfiguration[],
  configured: boolean,
  { targets, profiles, scenarios = [], services = false }: Asked,
): Promise<readonly TargetConfiguration[]> => {
  if (services) return servicesAmong(known, { configured, targets, profiles })
  const byProfile = await Promise.all(profiles.map(ofProfile))
  const ids = new Set(targets.map((id) => (configured ? id : (SIDES[id] ?? id))))
  const byName = [...ids].map((id) => named(known, id))
  if (byProfile.length + byName.length > 0) return [...byName, ...byProfile]
  return configured ? othersAmong(known) : known.filter((target) => isUsual(target) && isMeant(target, scenarios))
}

/** Issuers that are there for an API of ours need no keys of their own, which take their time to make. */
const withSharedKeys = async (targets: readonly TargetConfiguration[]): Promise<readonly TargetConfiguration[]> => {
  const isExample = (target: TargetConfiguration): boolean => typeof target.api === 'string'
  if (targets.filter(isExample).length < 2) return targets
  const keys = await KeyRing.generate()
  return targets.map((target) => (isExample(target) && target.kind === 'embedded' ? { ...target, keys } : target))
}

/** Who is played: of the configuration if there is one, of our profiles otherwise. */
export const chooseTargets = async (
  configured: readonly TargetConfiguration[] | undefined,
  asked: Asked,
): Promise<Choice> => {
  const known = configured ?? embeddedTargets()
  const chosen = await wantedOf(known, configured !== undefined, asked)
  const wanted = await withSharedKeys(withSuccessors(chosen, [...chosen, ...known]))
  const ids = new Set(wanted.map(({ id }) => id))
  const pairs = known.filter(({ id }) => !ids.has(id) && wanted.some((target) => relatives(target).includes(id)))
  const { driver } = asked
  return { wanted: driver ? wanted.map((target) => ({ ...target, driver })) : wanted, pairs }
}
