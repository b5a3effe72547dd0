import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type Sight, sightOf } from '#lint/registration/sight.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { readResult } from '#reports/read.ts'

/** What the run of a folder, or of its result.json, saw of a service. Rejects with one sentence. */
export const readSight = async (path: string): Promise<Sight> => {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  const sight = sightOf(await readResult(isFolder ? join(path, 'result.json') : path), path)
  if (sight && sight.redirectUris.length > 0) return sight
  throw new ConfigurationError(
    `${path} saw no login of a service: name the folder of a run of aai service, all scenarios of it.`,
  )
}
