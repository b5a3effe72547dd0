import { mkdir, writeFile } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { profileNames } from '#mocks/profiles/load.ts'
import { environmentFile, type Prepared } from './configuration.ts'

/** What a run needs to meet the targets. */
export interface RunFiles {
  readonly configuration: string
  readonly environment: string
}

/** What one target was made of, seen from the folder; the profile is named in the configuration. */
export interface TargetFiles {
  readonly profile: string
  readonly dialect: string
  readonly log: string
}

/** `product` names the file of variables. */
export const runFiles = (folder: string, product: string): RunFiles => ({
  configuration: join(folder, 'aai.config.json'),
  environment: join(folder, `${product}.env`),
})

export const targetFiles = (id: string): TargetFiles => ({
  profile: `${id}.profile.json`,
  dialect: `${id}.dialect.json`,
  log: `${id}.log`,
})

export const writeJson = async (file: string, value: unknown, mode = 0o644): Promise<void> =>
  writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode })

/** For files with secrets in them, although they are test secrets. */
export const ownerOnly = 0o600

/** Writes the configuration, and the variables that it names where only their owner reads them. */
export const writeRun = async (files: RunFiles, { configuration, environment }: Prepared): Promise<void> => {
  await writeJson(files.configuration, configuration)
  await writeFile(files.environment, environmentFile(environment), { mode: ownerOnly })
}

export const makeFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
}

/** Seconds: a code of a usual profile expires meanwhile, its tokens do not. */
export const usualPatience = 90

/** The written profile stands elsewhere than the command ran. */
export const anchored = (reference: string): string =>
  profileNames().includes(reference) || isAbsolute(reference) ? reference : resolve(reference)
