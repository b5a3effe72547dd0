import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { Document } from 'yaml'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { type Baseline, UNEXPLAINED, updatedBaseline } from '#reports/baseline.ts'
import { readResult } from '#reports/read.ts'
import { NEW_BASELINE, readBaseline } from './read.ts'

export interface UpdateOptions {
  readonly update: boolean
  readonly result: string
  readonly reason?: string
}

const textOf = (baseline: Baseline, file: string): string =>
  /\.json$/i.test(file)
    ? `${JSON.stringify(baseline, undefined, 2)}\n`
    : new Document(baseline).toString({ lineWidth: 120 })

const write = async (baseline: Baseline, file: string): Promise<void> => {
  const unfinished = `${file}.${process.pid}.tmp`
  await writeFile(unfinished, textOf(baseline, file))
  await rename(unfinished, file)
}

/** Resolves with what to tell. */
export const updateBaseline = async (file: string, { update, result, reason }: UpdateOptions): Promise<string> => {
  const before = existsSync(file) ? await readBaseline(file) : undefined
  if (!update) {
    if (!before) throw new ConfigurationError(`There is no baseline ${file}: ${NEW_BASELINE}`)
    return `${file} is a baseline of ${before.known.length} deviations.`
  }
  const after = updatedBaseline(await readResult(result), before, reason ?? UNEXPLAINED)
  await write(after, file)
  const fresh = after.known.filter((each) => !before?.known.includes(each)).length
  const kept = after.known.length - fresh
  const gone = (before?.known.length ?? 0) - kept
  const wanted =
    fresh > 0 && reason === undefined ? ` Write a reason for each new one, where "${UNEXPLAINED}" stands.` : ''
  return `${file}: ${fresh} new, ${kept} kept, ${gone} gone.${wanted}`
}
