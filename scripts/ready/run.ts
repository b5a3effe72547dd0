import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readConfigurationFile } from '#lint/input.ts'
import { LintError } from '#lint/model.ts'
import type { Fetch } from '#lint/online/fetch.ts'
import { readRegistration } from '#lint/registration/index.ts'
import { lintRegistrationFile } from '#lint/registration/linted.ts'
import type { ReadRegistration } from '#lint/registration/registration.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Case, Criterion, KnownScenario } from '#registration/ready/case.ts'
import { DOSSIER, type Dossier, dossierOf } from '#registration/ready/dossier.ts'
import { dossierPage } from '#registration/ready/page.ts'
import { type SigningKey, signed } from '#registration/ready/seal.ts'
import { makeFolder } from '#reports/folder.ts'
import { keyFrom } from './key.ts'
import { runsFor } from './runs.ts'

export interface ReadyOptions {
  readonly environment: string
  readonly aai?: string
  readonly service?: string
  readonly config?: string
  /** What was not played is, where a configuration says how. */
  readonly play: boolean
  /** Even what was played before. */
  readonly again: boolean
  readonly days: number
  readonly key?: string
  readonly out: string
}

export interface ReadyRun extends ReadyOptions {
  readonly now: number
  /** Version of this harness, and all that it knows to play. */
  readonly harness: string
  readonly catalogue: () => Promise<readonly KnownScenario[]>
  /** Absent: the pages of the registration are not asked for. */
  readonly fetch?: Fetch
  readonly write: (text: string) => void
}

const textOf = (file: string): string => {
  try {
    return readConfigurationFile(file)
  } catch (error) {
    throw error instanceof LintError ? new ConfigurationError(`${file} ${error.message}`) : error
  }
}

const registrationIn = async (file: string, fetch: Fetch | undefined) => {
  const text = textOf(file)
  try {
    const { findings } = await lintRegistrationFile(file, text, { folder: dirname(file), ...(fetch ? { fetch } : {}) })
    return { read: readRegistration(text), findings }
  } catch (error) {
    throw error instanceof LintError ? new ConfigurationError(`${file} ${error.message}`) : error
  }
}

const lineOf = ({ title, missing }: Criterion): string =>
  [`${missing.length === 0 ? 'yes' : 'NO '}  ${title}`, ...missing.map((each) => `       ${each}`)].join('\n')

const written = async (dossier: Dossier, { out }: ReadyOptions, signer: SigningKey): Promise<string> => {
  makeFolder(out)
  await writeFile(join(out, 'dossier.jws'), `${await signed(dossier, signer, DOSSIER)}\n`)
  await writeFile(join(out, 'dossier.html'), dossierPage(dossier, signer.thumbprint))
  return `The dossier: ${join(out, 'dossier.html')} and ${join(out, 'dossier.jws')}, signed by ${signer.thumbprint}.`
}

const testedIn = (read: ReadRegistration, file: string, environment: string) => {
  const tested = read.environments.find(({ name }) => name === environment)
  if (tested) return tested
  const known = read.environments.map(({ name }) => name).join(', ')
  throw new ConfigurationError(
    `${file} has no environment "${environment}": name with --environment where it was tested (${known}).`,
  )
}

const told = ({ criteria, ready }: Dossier, hints: readonly string[], where: string): string =>
  [
    ...criteria.map(lineOf),
    '',
    ready ? 'Ready for production.' : 'Not ready for production.',
    ...(ready ? ['Attach both files to the message that aai mail writes.'] : hints),
    where,
  ].join('\n')

/** Whether production may be asked for. Resolves with the exit code. */
export const runReady = async (file: string, run: ReadyRun): Promise<0 | 1> => {
  const { read, findings } = await registrationIn(file, run.fetch)
  const { name, entry, profile } = testedIn(read, file, run.environment)
  const signer = await keyFrom(run.key)
  const { now, days, harness } = run
  const given: Case = {
    ...{ environment: name, entry, findings, now, days, harness, catalogue: await run.catalogue() },
    ...(profile ? { profile } : {}),
  }
  const { aai, service, hints } = await runsFor(given, run, signer)
  const dossier = dossierOf({ ...given, ...(aai ? { aai } : {}), ...(service ? { service } : {}) }, read.content, {
    aai: aai?.sha256,
    service: service?.sha256,
  })
  run.write(told(dossier, hints, await written(dossier, run, signer)))
  return dossier.ready ? 0 : 1
}
