import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { SealedRun } from '#registration/ready/case.ts'
import { digestOf, type SigningKey, sealOf, sealState } from '#registration/ready/seal.ts'
import { parseResult } from '#reports/read.ts'

const sealFileOf = (result: string): string => `${result.replace(/\.json$/, '')}.jws`

/** Says of the result in this folder that it is as we wrote it. */
export const sealFolder = async (folder: string, key: SigningKey): Promise<string> => {
  const result = join(folder, 'result.json')
  const file = sealFileOf(result)
  await writeFile(file, `${await sealOf(await readFile(result), key)}\n`)
  return file
}

/** A dossier is sent to others, who need not know where somebody keeps things. */
const shown = (file: string): string => {
  const path = relative('', file)
  return path.startsWith('..') ? join(basename(dirname(file)), basename(file)) : path
}

/** A run by its folder or its result, with what its seal says. Rejects when there is no result. */
export const readSealedRun = async (
  path: string,
  key: SigningKey,
): Promise<SealedRun & { readonly sha256: string }> => {
  const found = await stat(path).catch(() => undefined)
  const file = found?.isDirectory() ? join(path, 'result.json') : path
  const bytes = await readFile(file).catch(() => {
    throw new ConfigurationError(`There is no run at ${path}: name its folder, or its result.json.`)
  })
  const jws = await readFile(sealFileOf(file), 'utf8').catch(() => '')
  const seal = await sealState(bytes, jws, key.thumbprint)
  return { file: shown(file), result: parseResult(bytes.toString('utf8'), file), seal, sha256: digestOf(bytes) }
}
