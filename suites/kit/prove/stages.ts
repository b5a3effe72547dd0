import type { Fault } from '#fixtures/schema/fault.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { claimsOf } from '#mocks/faults/claims.ts'
import { faults as allFaults } from '#mocks/faults/index.ts'
import { type Variant, variants } from '#mocks/faults/variants.ts'
import { IdpKeys } from '#mocks/idp/keys.ts'
import type { KeyRing } from '#mocks/op/keys.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { CatalogueEntry } from '../catalogue.ts'
import { playsOf } from '../plan.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import type { Relations } from '../targets/relations.ts'

/** The other environment, and the issuer before it, for scenarios that compare. */
const PAIR = 'pair'
const OLD = 'old'

const HEALTHY = 'healthy'

/** Where a fault is played: one issuer that bears it, and the same without any fault as its control. */
export interface Stage {
  readonly fault: Fault
  readonly target: EmbeddedTarget
  readonly control: string
}

export interface Staging {
  readonly stages: readonly Stage[]
  readonly controls: readonly EmbeddedTarget[]
  /** Healthy ones to compare with. */
  readonly pairs: readonly EmbeddedTarget[]
}

export interface StagingOptions {
  readonly catalogue: readonly CatalogueEntry[]
  readonly keys: KeyRing
  /** Beginnings of fault ids; all when empty. */
  readonly faults: readonly string[]
  /** Leave out faults that break nothing of the catalogue. */
  readonly onlyCited?: boolean
}

/** Without a verb it is the variant itself that is wrong. */
const isVariantItself = (fault: Fault): boolean =>
  fault.at === 'behaviour' && !fault.skip && !fault.sees && !fault.behave

const variantOf = (fault: Fault): Variant | undefined => {
  if (fault.variant === undefined) return undefined
  const found = variants[fault.variant]
  if (found) return found
  throw new ConfigurationError(
    `The fault "${fault.id}" names a variant "${fault.variant}" that mocks/faults/variants.ts lacks.`,
  )
}

const controlOf = (fault: Fault): string => {
  const variant = isVariantItself(fault) ? variantOf(fault)?.control : fault.variant
  return variant === undefined ? HEALTHY : `${HEALTHY} ${variant}`
}

const chosen = (wanted: readonly string[]): readonly Fault[] => {
  const unknown = wanted.find((prefix) => !allFaults.some(({ id }) => id.startsWith(prefix)))
  if (unknown === undefined) {
    return allFaults.filter(({ id }) => wanted.length === 0 || wanted.some((prefix) => id.startsWith(prefix)))
  }
  throw new ConfigurationError(`No fault is called "${unknown}", or begins with it: aai list --faults names them all.`)
}

/** Issuers of ours are identity providers as well, and service providers come with their metadata. */
const isAt = (plays: CatalogueEntry['plays'], variant: Variant | undefined): boolean => {
  const is = playsOf(variant ?? {})
  return plays === is || (plays === 'idp' && is === 'op') || (plays === 'metadata' && is === 'sp')
}

/** Of scenarios for issuers or for APIs, whatever the fault is played at. */
const idsCiting = (
  catalogue: readonly CatalogueEntry[],
  claims: readonly string[],
  variant: Variant | undefined,
): readonly string[] =>
  catalogue
    .filter(({ plays, cites }) => isAt(plays, variant) && cites.some((cited) => claims.includes(cited)))
    .map(({ id }) => id)

const relationsIn = (id: string, variant: Variant | undefined): Relations => {
  if (variant?.side === undefined) return { pair: variant?.pairedWithItself ? id : PAIR }
  const itself = variant.otherSide === 'itself'
  return variant.side === 'after' ? { predecessor: itself ? id : OLD } : { successor: itself ? id : PAIR }
}

type Profiles = readonly [beta: Profile, production: Profile, old: Profile, feide: Profile]

/** An issuer of a variant; `mends` are what is right in it although the published software has it wrong. */
const issuerOf = (id: string, variant: Variant | undefined, profiles: Profiles): EmbeddedTarget => ({
  kind: 'embedded',
  id,
  profile: variant?.change?.(...profiles) ?? profiles[0],
  ...relationsIn(id, variant),
  mends: variant?.mends ?? [],
  ...(variant?.api === undefined ? {} : { api: variant.api }),
  ...(variant?.service === undefined ? {} : { service: variant.service }),
  ...(variant?.tls === undefined ? {} : { tls: variant.tls }),
  ...(variant?.command === undefined ? {} : { command: variant.command }),
  ...(variant?.document === undefined ? {} : { document: variant.document }),
})

/** One issuer per fault, with the scenarios that cite what it breaks. */
export const stageFaults = ({ catalogue, keys, faults: wanted, onlyCited }: StagingOptions): Staging => {
  const profiles: Profiles = [
    loadProfile('openaire-beta'),
    loadProfile('openaire-production'),
    loadProfile('openaire-legacy'),
    loadProfile('feide'),
  ]
  const samlKeys = new IdpKeys()
  const all = chosen(wanted).map((fault): Stage => {
    const variant = variantOf(fault)
    const only = idsCiting(catalogue, claimsOf(fault), variant)
    const issuer = issuerOf(fault.id, variant, profiles)
    return { fault, control: controlOf(fault), target: { ...issuer, faults: [fault], keys, samlKeys, only } }
  })
  const stages = onlyCited ? all.filter(({ target }) => target.only?.length !== 0) : all
  const controls = [...Map.groupBy(stages, ({ control }) => control)].map(([id, on]): EmbeddedTarget => {
    const only = [...new Set(on.flatMap(({ target }) => target.only ?? []))]
    return { ...issuerOf(id, variants[id.slice(HEALTHY.length + 1)], profiles), keys, samlKeys, only }
  })
  const pair = (id: string, profile: Profile): EmbeddedTarget => ({ kind: 'embedded', id, profile, only: [] })
  return { stages, controls, pairs: [pair(PAIR, profiles[1]), pair(OLD, profiles[2])] }
}
