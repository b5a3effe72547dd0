import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RESULT_FORMAT, type RunResult } from './model.ts'
import { resultSchema } from './schema.ts'
import { unstored } from './stored.ts'

/** The file is no result of ours; the message says what is wrong with it and what to do. */
export class ResultFileError extends Error {
  override readonly name = 'ResultFileError'
}

const mostIssues = 5

const parsed = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ResultFileError(`${file} is no JSON. Name a result.json that a run has written.`, { cause })
  }
}

const formatOf = (document: unknown): unknown =>
  typeof document === 'object' && document !== null && 'format' in document ? document.format : undefined

/** Of the text of a `result.json`; `file` is for the message. Throws `ResultFileError`. */
export const parseResult = (text: string, file: string): RunResult => {
  const document = parsed(text, file)
  const format = formatOf(document)
  if (format !== RESULT_FORMAT) {
    const found = typeof format === 'string' ? `has the format "${format.slice(0, 80)}"` : 'names no format'
    throw new ResultFileError(
      `${file} ${found}, and this version reads "${RESULT_FORMAT}". Name a result.json of a run, or use the version that wrote it.`,
    )
  }
  const read = resultSchema.safeParse(document)
  if (read.success) return unstored(read.data)
  const issues = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  const more = issues.length > mostIssues ? `\n  and ${issues.length - mostIssues} more` : ''
  throw new ResultFileError(
    `${file} says it is a result, but does not hold to the format:\n${issues.slice(0, mostIssues).join('\n')}${more}\nRun again; if a tool changed the file, see fixtures/schemas/result.schema.json.`,
  )
}

/** A folder is as good as the result in it. Throws `ResultFileError` when it cannot be read or is none. */
export const readResult = async (path: string): Promise<RunResult> => {
  const found = await stat(path).catch(() => undefined)
  const file = found?.isDirectory() ? join(path, 'result.json') : path
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'does not exist' : `cannot be read (${cause.code})`
    throw new ResultFileError(`${file} ${why}. Name a result.json that a run has written.`, { cause })
  })
  return parseResult(text, file)
}
