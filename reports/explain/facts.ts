import type { Clue } from '#fixtures/schema/explanation.ts'
import type { Words } from './words.ts'

/** An address that stands in the input, whole or as the path of a request. */
export interface Address {
  /** Empty where only a path is known. In lower case, without port. */
  readonly host: string
  /** Without a slash at its end. */
  readonly path: string
  readonly parameters: ReadonlyMap<string, string>
  /** As it stands in the input. */
  readonly text: string
}

/** What was read from an input, before anything is made of it. */
export interface Facts {
  /** HTTP statuses. */
  readonly statuses: ReadonlySet<number>
  /** What stands where an error code belongs: parameters, members of JSON, of challenges, of log lines. In lower case. */
  readonly errors: ReadonlySet<string>
  /** What stands where an error_description belongs. */
  readonly descriptions: readonly string[]
  /** Names of HTTP headers, in lower case. */
  readonly headers: ReadonlySet<string>
  readonly addresses: readonly Address[]
  readonly clues: ReadonlySet<Clue>
  /** Whether it is a page. */
  readonly page: boolean
  /** Everything that was said, word by word. */
  readonly said: Words
  /** How many of these words stand first because they are the input itself; what was taken out of it follows. */
  readonly ownWords: number
}

/** Collects facts while the parts of an input are read. */
export interface Notes {
  readonly statuses: Set<number>
  readonly errors: Set<string>
  readonly descriptions: string[]
  readonly headers: Set<string>
  readonly addresses: Map<string, Address>
  /** Texts that stand by themselves: values of members and parameters. */
  readonly texts: Set<string>
}

export const newNotes = (): Notes => ({
  statuses: new Set(),
  errors: new Set(),
  descriptions: [],
  headers: new Set(),
  addresses: new Map(),
  texts: new Set(),
})

const statusNames = new Set(['status', 'statuscode', 'status_code', 'http_status', 'httpstatus'])

/** A status as it stands in a member or a line: `401`, `401 Unauthorized`. */
export const noteStatus = (notes: Notes, value: string): void => {
  const status = /^\s*([2-5]\d\d)\b/.exec(value)?.[1]
  if (status !== undefined) notes.statuses.add(Number(status))
}

/** A name with its value, wherever the two stood. */
export const notePair = (notes: Notes, name: string, value: string): void => {
  const key = name.toLowerCase()
  if (value.trim() === '') return
  if (key === 'error' && value.length <= 300) notes.errors.add(value.trim().toLowerCase())
  if (key === 'error_description') notes.descriptions.push(value)
  if (statusNames.has(key)) noteStatus(notes, value)
}
