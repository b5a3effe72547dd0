import { existsSync, readFileSync, statSync } from 'node:fs'

/** More than anybody pastes; a log of that size holds the error many times. */
const largest = 2_000_000

/** Something is wrong with what was handed over: one sentence. */
export class InputError extends Error {}

const tooLarge = (name: string): InputError =>
  new InputError(`${name} is larger than two megabytes: cut out the minute in which it happened.`)

/** What stands in the bytes: UTF-8, or UTF-16 as PowerShell writes it. */
export const textOf = (bytes: Uint8Array, name: string): string => {
  if (bytes.length > largest) throw tooLarge(name)
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes)
  if (text.includes('\u0000') || text.split('\ufffd').length > 1 + text.length / 100) {
    throw new InputError(`${name} holds no text: hand over the message, the log line or the page.`)
  }
  if (text.trim() === '') throw new InputError(`${name} is empty: hand over the message, the log line or the page.`)
  return text
}

/** A file, or undefined where there is none of this name. */
const fileOf = (path: string): Uint8Array | undefined => {
  if (path.includes('\u0000') || path.length > 1000 || !existsSync(path)) return undefined
  const status = statSync(path)
  if (status.isDirectory()) throw new InputError(`${path} is a folder: name a file in it.`)
  if (status.size > largest) throw tooLarge(path)
  return readFileSync(path)
}

/** A word that can only be meant as the name of a file. */
export const looksLikeFile = (text: string): boolean =>
  /^(?:\.{0,2}\/|[a-z]:\\)?[^\s?=&:"]+\.(?:log|txt|json|html?|har|out|err|xml|ya?ml|conf|ini|env)$/i.test(text)

const standardInput = async (stream: AsyncIterable<unknown>): Promise<string> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array | string)
    length += bytes.length
    if (length > largest) throw tooLarge('Standard input')
    chunks.push(bytes)
  }
  return textOf(Buffer.concat(chunks), 'Standard input')
}

/** What shall be explained: words, the content of a file they name, or standard input. */
export const readInput = async (
  words: readonly string[],
  stream: AsyncIterable<unknown> & { readonly isTTY?: boolean },
): Promise<{ readonly text: string; readonly missing?: string }> => {
  const text = words.join(' ')
  if (words.length === 0 && stream.isTTY) {
    throw new InputError('Nothing to explain: hand over a message, an address or a file, or pipe a log into it.')
  }
  if (words.length === 0 || text === '-') return { text: await standardInput(stream) }
  const file = words.length === 1 ? fileOf(text) : undefined
  if (file) return { text: textOf(file, text) }
  if (text.length > largest) throw tooLarge('The argument')
  if (text.trim() === '')
    throw new InputError('The argument is empty: hand over the message, the log line or the page.')
  return looksLikeFile(text) ? { text, missing: text } : { text }
}
