import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { parse } from 'yaml'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { BASELINE_FORMAT, type Baseline, baselineFile, UNEXPLAINED } from '#reports/baseline.ts'

/** Bytes; nobody knows so many deviations. */
const LARGEST = 2_000_000

export const NEW_BASELINE = `aai baseline --update FILE writes one from a result.`

const textAt = async (file: string): Promise<string> => {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new ConfigurationError(`There is no baseline ${file}: ${NEW_BASELINE}`)
  if (found.size > LARGEST) throw new ConfigurationError(`${file} is larger than two megabytes, which no baseline is.`)
  return readFile(file, 'utf8')
}

const parsed = (text: string, file: string): unknown => {
  try {
    return parse(text, { prettyErrors: true, maxAliasCount: 10 })
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1)
    throw new ConfigurationError(`${file} is no ${extname(file).slice(1) || 'YAML'}: ${line.replace(/[:.]$/, '')}.`)
  }
}

/** `known.3.reason`, as a person counts. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((each) => (typeof each === 'number' ? `entry ${each + 1}` : String(each))).join(', ')

/** As `readBaseline`, and each entry has its reason. */
export const readExplainedBaseline = async (file: string): Promise<Baseline> => {
  const baseline = await readBaseline(file)
  const waiting = baseline.known.find(({ reason }) => reason === UNEXPLAINED)
  if (!waiting) return baseline
  throw new ConfigurationError(
    `${file}: ${waiting.scenario} is "${UNEXPLAINED}": write why it is so, and why it may stay so for now.`,
  )
}

/** Throws a ConfigurationError, one line for each thing to mend. */
export const readBaseline = async (file: string): Promise<Baseline> => {
  const read = baselineFile.safeParse(parsed(await textAt(file), file))
  if (read.success) return read.data
  const lines = read.error.issues.slice(0, 10).map(({ path, message }) => {
    const place = placeOf(path)
    return place === 'format'
      ? `${file}: format has to be ${BASELINE_FORMAT}.`
      : `${file}: ${place || 'the file'}: ${message}.`
  })
  throw new ConfigurationError(lines.join('\n'))
}
