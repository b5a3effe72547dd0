import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { isMetadata } from './metadata/is-metadata.ts'
import { LintError } from './model.ts'
import type { Fetch, Fetched } from './online/fetch.ts'

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

const isUtf16 = ([first, second, third, fourth]: Uint8Array): boolean => {
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  // Letters of ASCII have an octet of nothing beside each of theirs.
  const isBare = (first === 0 && third === 0 && second !== 0) || (second === 0 && fourth === 0 && first !== 0)
  return isMarked || isBare
}

/** Characters that no text has; ESC is in logs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_TEXT = /[\0-\x08\x0e-\x1a\x1c-\x1f]/

const textIn = (bytes: Uint8Array): string => {
  if (bytes.length > LARGEST) throw new LintError('is larger than a megabyte: name the configuration itself.')
  if (isUtf16(bytes)) throw new LintError('is UTF-16: save it as UTF-8.')
  const text = new TextDecoder('utf-8').decode(bytes)
  if (NO_TEXT.test(text)) throw new LintError('holds no text: name a configuration file.')
  if (text.trim() === '') throw new LintError('is empty: name a configuration file.')
  if (isUtf8(bytes)) return text
  const line = text.slice(0, text.indexOf('\ufffd')).split('\n').length
  throw new LintError(`line ${line}: a character there is no UTF-8, as in a file of Latin-1: save the file as UTF-8.`)
}

/** The text of a file. Throws a LintError. */
export const readConfigurationFile = (path: string): string => {
  if (path.includes('\u0000')) throw new LintError('is not there: check the path.')
  if (sizeOf(path) > LARGEST) throw new LintError('is larger than a megabyte: name the configuration itself.')
  return textIn(bytesOf(path))
}

/** From where a document came. */
export interface Origin {
  /** As it was asked for. */
  readonly url: string
  /** Where redirects led to. */
  readonly end: string
  /** Content-Type. */
  readonly type: string
  /** Why browsers would not read it: one sentence without a full stop. */
  readonly untrusted?: string
}

/** What is to be looked at, and from where it came. */
export interface Source {
  readonly text: string
  /** What it names beside itself is looked for there. */
  readonly folder: string
  /** For what came from an address. */
  readonly origin?: Origin
}

export interface Sources {
  /** Without it no address is asked. */
  readonly fetch?: Fetch
  /** Asks whoever is there, too: metadata that nobody can read is looked at, and it is said why. */
  readonly fetchAnyhow?: Fetch
  /** For `-`. */
  readonly stdin?: () => Promise<Uint8Array>
}

export const isAddress = (name: string): boolean => /^https?:\/\//i.test(name)

const sourceOf = (url: string, answer: Fetched): Source => {
  if ('failure' in answer) throw new LintError(`cannot be fetched: ${answer.failure}.`)
  if (answer.status !== 200) throw new LintError(`cannot be fetched: it answers ${answer.status}.`)
  return { text: textIn(answer.bytes), folder: '.', origin: { url, end: answer.url, type: answer.type } }
}

const fetched = async (url: string, { fetch, fetchAnyhow }: Sources): Promise<Source> => {
  if (!fetch) throw new LintError('is an address, and offline nobody is asked: name a file.')
  const answer = URL.canParse(url) ? await fetch(url) : { failure: 'it is no address' }
  if (!('untrusted' in answer && fetchAnyhow)) return sourceOf(url, answer)
  const { origin, ...source } = sourceOf(url, await fetchAnyhow(url))
  // Only of metadata there is a row about that; nothing else is taken from just anybody.
  if (!origin || !isMetadata(url, source.text)) return sourceOf(url, answer)
  return { ...source, origin: { ...origin, untrusted: answer.failure } }
}

/** A file, an address, or `-` for what comes in. Rejects with a LintError of what follows its name. */
export const readSource = async (name: string, sources: Sources = {}): Promise<Source> => {
  const { stdin } = sources
  if (isAddress(name)) return fetched(name, sources)
  if (name === '-' && stdin) return { text: textIn(await stdin()), folder: '.' }
  return { text: readConfigurationFile(name), folder: dirname(name) }
}
