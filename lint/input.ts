import { readFileSync, statSync } from 'node:fs'
import { LintError } from './model.ts'

/** Bytes; no configuration is as large. */
const LARGEST = 1_000_000

const failure = (error: unknown): LintError => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return new LintError(code === 'ENOENT' ? 'is not there: check the path.' : 'cannot be read: look at its permissions.')
}

const sizeOf = (path: string): number => {
  try {
    const status = statSync(path)
    if (status.isFile()) return status.size
  } catch (error) {
    throw failure(error)
  }
  throw new LintError('is no file: name one.')
}

const bytesOf = (path: string): Uint8Array => {
  try {
    return readFileSync(path)
  } catch (error) {
    throw failure(error)
  }
}

/** The text of a file. Throws a LintError. */
export const readConfigurationFile = (path: string): string => {
  if (path.includes('\u0000')) throw new LintError('is not there: check the path.')
  if (sizeOf(path) > LARGEST) throw new LintError('is larger than a megabyte: name the configuration itself.')
  const bytes = bytesOf(path)
  if (bytes.length > LARGEST) throw new LintError('is larger than a megabyte: name the configuration itself.')
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes)
  if (text.includes('\u0000') || text.split('\ufffd').length > 1 + text.length / 100) {
    throw new LintError('holds no text: name a configuration file.')
  }
  if (text.trim() === '') throw new LintError('is empty: name a configuration file.')
  return text
}
