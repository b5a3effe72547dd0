import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from '#registration/ready/case.ts'
import type { SigningKey } from '#registration/ready/seal.ts'
import { sound } from '#registration/ready/sound.ts'
import type { Part } from './made.ts'
import type { ReadyOptions } from './run.ts'
import { readSealedRun } from './sealed-run.ts'

type Read = Awaited<ReturnType<typeof readSealedRun>>

const ABOUT: Readonly<Record<Part, string>> = { aai: 'the AAI', service: 'the service' }

const placeOf = (part: Part, { out }: ReadyOptions): string => join(out, part)

/** One that was made for an earlier dossier, as long as it counts. */
const earlier = async (part: Part, given: Case, options: ReadyOptions, signer: SigningKey) => {
  const place = placeOf(part, options)
  if (!existsSync(join(place, 'result.json'))) return undefined
  const read = await readSealedRun(place, signer)
  return options.play && (options.again || sound(read, given).length > 0) ? undefined : read
}

const whyNot = (part: Part, given: Case, name: string | undefined): string => {
  const option = part === 'aai' ? '--aai' : '--service'
  if (name === undefined)
    return `There is no aai.config.yaml here that says how to play at ${ABOUT[part]}: write one, or name a run with ${option}.`
  const wanted =
    part === 'aai'
      ? `target of kind provider with the issuer ${given.profile?.issuer ?? 'of that environment'}`
      : 'service at a redirect URI that is registered'
  return `${name} has no ${wanted}: add it, or name a run with ${option}.`
}

interface Found {
  readonly run?: Read
  /** What may help whoever is not ready. */
  readonly hint?: string
}

const runFor = async (part: Part, given: Case, options: ReadyOptions, signer: SigningKey): Promise<Found> => {
  const named = options[part]
  if (named !== undefined) return { run: await readSealedRun(named, signer) }
  const known = await earlier(part, given, options, signer)
  if (known)
    return { run: known, hint: `The run at ${ABOUT[part]} is of ${known.result.run.startedAt}; --again plays anew.` }
  if (!options.play) return {}
  // With it comes everything that plays.
  const { configured, make, targetsFor } = await import('./made.ts')
  const configuration = await configured(options.config)
  const targets = configuration ? targetsFor(part, configuration.targets, given) : []
  if (targets.length === 0) return { hint: whyNot(part, given, configuration?.name) }
  const out = placeOf(part, options)
  await make(part, targets, { ...options, out })
  return { run: await readSealedRun(out, signer) }
}

/** The runs that are named, else those made for an earlier dossier, else made now, one after the other. */
export const runsFor = async (given: Case, options: ReadyOptions, signer: SigningKey) => {
  const aai = await runFor('aai', given, options, signer)
  const service = await runFor('service', given, options, signer)
  return { aai: aai.run, service: service.run, hints: [aai.hint, service.hint].filter((each) => each !== undefined) }
}
