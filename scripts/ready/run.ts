import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readConfigurationFile } from '#lint/input.ts'
import { LintError } from '#lint/model.ts'
import type { Fetch } from '#lint/online/fetch.ts'
import { readRegistration } from '#lint/registration/index.ts'
import { lintRegistrationFile } from '#lint/registration/linted.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Case, Criterion } from '#registration/ready/criteria.ts'
import { DOSSIER, type Dossier, dossierOf } from '#registration/ready/dossier.ts'
import { dossierPage } from '#registration/ready/page.ts'
import { signed } from '#registration/ready/seal.ts'
import { keyFrom } from './key.ts'
import { readSealedRun } from './sealed-run.ts'

export interface ReadyOptions {
  readonly environment: string
  readonly aai?: string
  readonly service?: string
  readonly days: number
  readonly key?: string
  readonly out: string
}

export interface ReadyRun extends ReadyOptions {
  readonly now: number
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

const written = async (dossier: Dossier, { key, out }: ReadyOptions): Promise<string> => {
  const signer = await keyFrom(key)
  await mkdir(out, { recursive: true })
  await writeFile(join(out, 'dossier.jws'), `${await signed(dossier, signer, DOSSIER)}\n`)
  await writeFile(join(out, 'dossier.html'), dossierPage(dossier, signer.thumbprint))
  return `${join(out, 'dossier.html')} and ${join(out, 'dossier.jws')}, signed by ${signer.thumbprint}`
}

/** Whether production may be asked for. Resolves with the exit code. */
export const runReady = async (file: string, run: ReadyRun): Promise<0 | 1> => {
  const { read, findings } = await registrationIn(file, run.fetch)
  const tested = read.environments.find(({ name }) => name === run.environment)
  if (!tested) {
    const known = read.environments.map(({ name }) => name).join(', ')
    throw new ConfigurationError(
      `${file} has no environment "${run.environment}": name with --environment where it was tested (${known}).`,
    )
  }
  const signer = await keyFrom(run.key)
  const [aai, service] = await Promise.all(
    [run.aai, run.service].map((path) => (path === undefined ? undefined : readSealedRun(path, signer))),
  )
  const given: Case = {
    ...{ environment: tested.name, entry: tested.entry, findings, now: run.now, days: run.days },
    ...(tested.profile ? { profile: tested.profile } : {}),
    ...(aai ? { aai } : {}),
    ...(service ? { service } : {}),
  }
  const dossier = dossierOf(given, read.content, { aai: aai?.sha256, service: service?.sha256 })
  const where = await written(dossier, run)
  run.write(
    [
      ...dossier.criteria.map(lineOf),
      '',
      dossier.ready ? 'Ready for production.' : 'Not ready for production.',
      where,
    ].join('\n'),
  )
  return dossier.ready ? 0 : 1
}
