import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '#mocks/profiles/json.ts'
import { environmentFile, type Prepared } from './configuration.ts'

/** Where `aai keycloak` leaves what a person or a run needs. */
export interface KeycloakFiles {
  readonly realm: string
  readonly profile: string
  readonly dialect: string
  readonly configuration: string
  readonly environment: string
  readonly log: string
}

export const filesIn = (folder: string): KeycloakFiles => ({
  realm: join(folder, 'realm.json'),
  profile: join(folder, 'profile.json'),
  dialect: join(folder, 'dialect.json'),
  configuration: join(folder, 'aai.config.json'),
  environment: join(folder, 'keycloak.env'),
  log: join(folder, 'keycloak.log'),
})

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Secrets are readable by their owner only, although they are test secrets. */
const guarded = { mode: 0o600 }

export const writeRealm = async (file: string, realm: unknown): Promise<void> => writeFile(file, json(realm), guarded)

/** What describes the target: the profile and dialect that it keeps, and how a run meets it. */
export interface Description {
  readonly profile: JsonObject
  readonly dialect: JsonObject
  readonly prepared: Prepared
}

export const writeTarget = async (files: KeycloakFiles, { profile, dialect, prepared }: Description): Promise<void> => {
  await writeFile(files.profile, json(profile))
  await writeFile(files.dialect, json(dialect))
  await writeFile(files.configuration, json(prepared.configuration))
  await writeFile(files.environment, environmentFile(prepared.environment), guarded)
}

export const makeFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
}
