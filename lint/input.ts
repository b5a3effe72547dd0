import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { LintError } from './model.ts'
import type { Fetch } from './online/fetch.ts'

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

/** What a byte order mark says; UTF-8 without one. */
const encodingOf = ([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' => {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

const textIn = (bytes: Uint8Array): string => {
  if (bytes.length > LARGEST) throw new LintError('is larger than a megabyte: name the configuration itself.')
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  if (text.includes('\u0000') || text.split('\ufffd').length > 1 + text.length / 100) {
    throw new LintError('holds no text: name a configuration file.')
  }
  if (text.trim() === '') throw new LintError('is empty: name a configuration file.')
  // A parser that goes by the declaration would read another text than one that goes by the octets.
  if (encoding !== 'utf-8' && text.startsWith('<')) throw new LintError('is XML in UTF-16: save it as UTF-8.')
  return text
}

/** The text of a file. Throws a LintError. */
export const readConfigurationFile = (path: string): string => {
  if (path.includes('\u0000')) throw new LintError('is not there: check the path.')
  if (sizeOf(path) > LARGEST) throw new LintError('is larger than a megabyte: name the configuration itself.')
  return textIn(bytesOf(path))
}

/** What is to be looked at, and from where it came. */
export interface Source {
  readonly text: string
  /** What it names beside itself is looked for there. */
  readonly folder: string
  /** As it was asked for, where redirects led to, and its Content-Type; for what came from an address. */
  readonly origin?: { readonly url: string; readonly end: string; readonly type: string }
}

export interface Sources {
  /** Without it no address is asked. */
  readonly fetch?: Fetch
  /** For `-`. */
  readonly stdin?: () => Promise<Uint8Array>
}

export const isAddress = (name: string): boolean => /^https?:\/\//i.test(name)

const fetched = async (url: string, fetch: Fetch | undefined): Promise<Source> => {
  if (!fetch) throw new LintError('is an address, and offline nobody is asked: name a file.')
  const answer = URL.canParse(url) ? await fetch(url) : { failure: 'it is no address' }
  if ('failure' in answer) throw new LintError(`cannot be fetched: ${answer.failure}.`)
  if (answer.status !== 200) throw new LintError(`cannot be fetched: it answers ${answer.status}.`)
  return { text: textIn(answer.bytes), folder: '.', origin: { url, end: answer.url, type: answer.type } }
}

/** A file, an address, or `-` for what comes in. Rejects with a LintError of what follows its name. */
export const readSource = async (name: string, { fetch, stdin }: Sources = {}): Promise<Source> => {
  if (isAddress(name)) return fetched(name, fetch)
  if (name === '-' && stdin) return { text: textIn(await stdin()), folder: '.' }
  return { text: readConfigurationFile(name), folder: dirname(name) }
}
