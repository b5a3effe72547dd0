import type { AddressPattern } from '#fixtures/schema/explanation.ts'
import type { Address, Facts } from './facts.ts'
import type { Found, Phrase } from './phrases.ts'
import type { Way, Wording } from './wordings.ts'

/** Facts with what was found in their words. */
export interface Seen {
  readonly facts: Facts
  readonly found: Found
  /** Error codes, wherever they stood. */
  readonly codes: ReadonlySet<string>
}

/** How well a way is met. */
export interface Match {
  readonly score: number
  /** What it was recognised by, for a person. */
  readonly by: readonly string[]
  readonly of: readonly string[]
  /** The error codes that are explained by it. */
  readonly codes: readonly string[]
  /** Whether nothing but an error code or a status speaks for it. */
  readonly weak: boolean
}

type Part = Pick<Match, 'score' | 'by' | 'codes'>

const none: Part = { score: 0, by: [], codes: [] }

/** `a*` begins so, `*a` ends so; else it is the same. */
const fits = (glob: string, value: string): boolean => {
  if (glob.startsWith('*')) return value.endsWith(glob.slice(1))
  return glob.endsWith('*') ? value.startsWith(glob.slice(0, -1)) : value === glob
}

const isHost = (host: string, value: string): boolean => value === host || value.endsWith(`.${host}`)

const meetsAddress = ({ host, path, parameters = {} }: AddressPattern, address: Address): boolean =>
  (host === undefined || isHost(host, address.host)) &&
  (path === undefined || fits(path, address.path)) &&
  Object.entries(parameters).every(([name, wanted]) => {
    const value = address.parameters.get(name)
    return typeof wanted === 'string' ? value !== undefined && fits(wanted, value) : (value !== undefined) === wanted
  })

const addressesOf = ({ pattern: { address } }: Way): readonly AddressPattern[] =>
  address === undefined ? [] : Array.isArray(address) ? address : [address]

const addressPart = (way: Way, { facts }: Seen): Part | undefined => {
  const wanted = addressesOf(way)
  const met = wanted.map((pattern) => facts.addresses.find((address) => meetsAddress(pattern, address)))
  if (met.includes(undefined)) return undefined
  const score = wanted.reduce(
    (sum, { host, parameters }) => sum + 3 + (host ? 1 : 0) + Object.keys(parameters ?? {}).length,
    0,
  )
  return { score, by: met.map((address) => `${address?.host}${address?.path}`), codes: [] }
}

/** Whether the wording is all that was handed over. */
const isWhole = ({ facts: { said, ownWords } }: Seen, { key, length }: Phrase): boolean =>
  ownWords === length && said.words.slice(0, ownWords).join(' ') === key

/** Whether something besides the words speaks for a wording that many use. */
const isBacked = ({ facts, codes }: Seen, { error, status }: Wording): boolean =>
  error === undefined ? status !== undefined && (facts.page || facts.statuses.has(status)) : codes.has(error)

const isEnough = (wording: Wording, seen: Seen): boolean => {
  const { phrase, text, need, error } = wording
  if (need === 'nothing' || seen.facts.errors.has(text.toLowerCase()) || isWhole(seen, phrase)) return true
  const isClause = seen.found.get(phrase.key) === 'clause'
  if (need === 'backing') return isClause && isBacked(seen, wording)
  return isClause || (error !== undefined && seen.codes.has(error))
}

/** A few words that come with another code were said of something else. */
const isContradicted = ({ phrase, error }: Wording, { codes }: Seen): boolean =>
  error !== undefined && phrase.length <= 4 && codes.size > 0 && !codes.has(error)

const wordingPart = (wording: Wording, seen: Seen): Part | undefined => {
  const { phrase, text, error, status } = wording
  if (!seen.found.has(phrase.key) || !isEnough(wording, seen) || isContradicted(wording, seen)) return undefined
  const agrees = error !== undefined && seen.codes.has(error)
  const bonus = (agrees ? 3 : 0) + (status !== undefined && seen.facts.statuses.has(status) ? 1 : 0)
  return {
    score: Math.min(phrase.length, 12) + bonus,
    by: [`“${text.replaceAll(/\{[^{}]*\}/g, '…')}”`],
    codes: error === undefined ? [] : [error],
  }
}

const barePart = ({ bare }: Way, { facts, codes }: Seen): Part | undefined => {
  if (bare === undefined) return none
  return codes.has(bare) && facts.descriptions.length === 0 ? { score: 3, by: [bare], codes: [bare] } : undefined
}

const errorPart = ({ pattern: { error } }: Way, { codes }: Seen): Part | undefined => {
  if (error === undefined) return none
  if (error === false) return codes.size === 0 ? none : undefined
  const code = error.toLowerCase()
  return codes.has(code) ? { score: 3, by: [error], codes: [code] } : undefined
}

const restPart = ({ pattern: { status, header, clue } }: Way, { facts }: Seen): Part | undefined => {
  if (status !== undefined && !facts.statuses.has(status)) return undefined
  if (header !== undefined && !facts.headers.has(header)) return undefined
  if (clue !== undefined && !facts.clues.has(clue)) return undefined
  const by = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(header === undefined ? [] : [`header ${header}`]),
  ]
  return { score: (status ? 2 : 0) + (header ? 1 : 0) + (clue ? 14 : 0), by, codes: [] }
}

/** How this way is met; undefined when it is not. */
export const matchOf = (way: Way, seen: Seen): Match | undefined => {
  const parts = [
    ...way.wordings.map((wording) => wordingPart(wording, seen)),
    barePart(way, seen),
    errorPart(way, seen),
    addressPart(way, seen),
    restPart(way, seen),
  ]
  const met = parts.filter((part) => part !== undefined)
  if (met.length < parts.length) return undefined
  const { address, clue, header } = way.pattern
  return {
    score: met.reduce((sum, { score }) => sum + score, 0),
    by: met.flatMap(({ by }) => by),
    codes: met.flatMap(({ codes }) => codes),
    of: way.of,
    weak: way.wordings.length === 0 && address === undefined && clue === undefined && header === undefined,
  }
}
