import type { Profile } from '#fixtures/schema/profile.ts'
import type { RegisteredEnvironment } from '#fixtures/schema/registration.ts'
import { listOf } from '#registration/ready/case.ts'
import { findConfiguration, readConfiguration } from '#suites/kit/config/read.ts'
import { resolveTargets, type TargetConfiguration } from '#suites/kit/config/resolve.ts'
import { keep, playAsked } from '../run/run.ts'

/** The two runs that a dossier rests on. */
export type Part = 'aai' | 'service'

export interface Tested {
  readonly entry: RegisteredEnvironment
  readonly profile?: Profile
}

export interface MakeOptions {
  readonly config?: string
  readonly out: string
  readonly key?: string
}

/** Targets of a configuration, and its name; undefined where there is none. */
export const configured = async (config: string | undefined) => {
  const name = config ?? findConfiguration(process.cwd())
  return name === undefined
    ? undefined
    : { name, targets: await resolveTargets(await readConfiguration(name), process.env) }
}

const isAt = (issuer: string | undefined) => (target: TargetConfiguration) =>
  target.kind === 'configured' && target.api === undefined && target.issuer === issuer

const redirectUrisOf = (target: TargetConfiguration): readonly string[] => {
  const service = target.kind === 'embedded' ? target.service : undefined
  return typeof service === 'object' && 'registration' in service ? service.registration.redirectUris : []
}

const isOf = (redirectUris: readonly string[]) => (target: TargetConfiguration) =>
  redirectUrisOf(target).some((uri) => redirectUris.includes(uri))

/** Which targets are to be played at; none where the configuration knows of none. */
export const targetsFor = (part: Part, targets: readonly TargetConfiguration[], { entry, profile }: Tested) =>
  targets.filter(part === 'aai' ? isAt(profile?.issuer) : isOf(listOf(entry.redirectUris))).map(({ id }) => id)

const everything = { profile: [], tag: [], scenario: [], requirement: [] } as const

/** Plays all scenarios there, and leaves a sealed run in `out`. */
export const make = async (part: Part, targets: readonly string[], options: MakeOptions): Promise<void> => {
  const { config, key, out } = options
  console.error(`Playing all scenarios at ${targets.join(', ')}, for ${out}.`)
  const asked = { ...everything, ...(config === undefined ? {} : { config }), target: targets, out, seal: key ?? true }
  await playAsked(
    { ...asked, shuffle: false, strict: false, json: false, ...(part === 'service' ? { services: true } : {}) },
    keep,
  )
}
