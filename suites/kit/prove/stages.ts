import type { Fault } from '#fixtures/schema/fault.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { faults as allFaults } from '#mocks/faults/index.ts'
import { type Variant, variants } from '#mocks/faults/variants.ts'
import type { KeyRing } from '#mocks/op/keys.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { CatalogueEntry } from '../catalogue.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'

/** The other environment, for scenarios that compare the two. */
export const PAIR = 'pair'

/** Where a fault is played: one issuer that bears it, and the same without any fault as its control. */
export interface Stage {
  readonly fault: Fault
  readonly target: EmbeddedTarget
  readonly control: string
}

const HEALTHY = 'healthy'

const variantOf = (fault: Fault): Variant | undefined => {
  if (fault.variant === undefined) return undefined
  const found = variants[fault.variant]
  if (found) return found
  throw new ConfigurationError(
    `The fault "${fault.id}" names a variant "${fault.variant}" that mocks/faults/variants.ts lacks.`,
  )
}

/** A variant that is itself the fault is no control of it. */
const isFault = (fault: Fault): boolean => !fault.skip && !fault.sees && !fault.behave && fault.at === 'behaviour'

const controlOf = (fault: Fault): string =>
  fault.variant === undefined || isFault(fault) ? HEALTHY : `${HEALTHY} ${fault.variant}`

const profileOf = (fault: Fault, beta: Profile, production: Profile): Profile =>
  variantOf(fault)?.change(beta, production) ?? beta

const idsCiting = (catalogue: readonly CatalogueEntry[], requirement: string): readonly string[] =>
  catalogue.filter(({ cites }) => (cites as readonly string[]).includes(requirement)).map(({ id }) => id)

export interface Staging {
  readonly stages: readonly Stage[]
  readonly controls: readonly EmbeddedTarget[]
  readonly pair: EmbeddedTarget
}

export interface StagingOptions {
  readonly catalogue: readonly CatalogueEntry[]
  readonly keys: KeyRing
  /** Beginnings of fault ids; all when empty. */
  readonly faults: readonly string[]
  /** Play every scenario at every fault, to see that none breaks down. */
  readonly thorough: boolean
}

/** One issuer per fault, with the scenarios that cite what it breaks. */
export const stageFaults = ({ catalogue, keys, faults: wanted, thorough }: StagingOptions): Staging => {
  const [beta, production] = [loadProfile('openaire-beta'), loadProfile('openaire-production')]
  const faults = allFaults.filter(({ id }) => wanted.length === 0 || wanted.some((prefix) => id.startsWith(prefix)))
  const every = catalogue.map(({ id }) => id)
  const stages = faults.map((fault): Stage => {
    const only = thorough ? every : idsCiting(catalogue, fault.breaks)
    const itself = variantOf(fault)?.pairedWithItself === true
    const profile = profileOf(fault, beta, production)
    const pair = itself ? fault.id : PAIR
    return {
      fault,
      control: controlOf(fault),
      target: { kind: 'embedded', id: fault.id, profile, pair, faults: [fault], keys, only },
    }
  })
  const controls = [...new Set(stages.map(({ control }) => control))].map((id): EmbeddedTarget => {
    const variant = variants[id.slice(HEALTHY.length + 1)]
    const profile = variant?.change(beta, production) ?? beta
    const needed = stages.filter(({ control }) => control === id).flatMap(({ target }) => target.only ?? [])
    return { kind: 'embedded', id, profile, pair: PAIR, keys, only: [...new Set(needed)] }
  })
  return { stages, controls, pair: { kind: 'embedded', id: PAIR, profile: production, only: [] } }
}
