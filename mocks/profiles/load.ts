import { createRequire } from 'node:module'
import type { Profile } from '#fixtures/schema/profile.ts'
import { disagreements } from './agreement.ts'
import { refuse, repetitions, shapeProblems } from './explain.ts'
import { isObject, type JsonObject, type JsonValue, laidOver } from './json.ts'
import { chainOf, content } from './layers.ts'
import { loadDialect } from './load-dialect.ts'
import { anchored, type Found, folderOf, namesOn } from './shelves.ts'

export const profileNames = (): readonly string[] => namesOn('profiles')

const schema = (): typeof import('#fixtures/schema/profile.ts') =>
  createRequire(import.meta.url)('#fixtures/schema/profile.ts')

/** A profile as its documents add up to, before anyone has looked whether it is one. */
interface Draft {
  readonly value: JsonObject
  /** The documents it came from, outermost first. */
  readonly sources: readonly Found[]
}

const joined = (base: JsonObject, over: JsonObject): JsonObject => {
  const value = laidOver(base, over)
  return isObject(value) ? value : over
}

/** Clients or people that a profile names: they replace what it extends has, while written out ones are laid over it. */
const named = (shelf: 'clients' | 'people', reference: string, folder: string): Draft => {
  const sources = chainOf(shelf, reference, folder)
  const value = sources.reduceRight<JsonObject>((base, found) => joined(base, content(found)), {})
  return { value: isObject(value[shelf]) ? value[shelf] : {}, sources }
}

const withDocument = (base: Draft, found: Found): Draft => {
  const own: Record<string, JsonValue> = { ...content(found) }
  const sets: Record<string, JsonValue> = {}
  const sources: Found[] = [found]
  for (const shelf of ['clients', 'people'] as const) {
    const reference = own[shelf]
    if (typeof reference !== 'string') continue
    const set = named(shelf, reference, folderOf(found))
    sets[shelf] = set.value
    sources.push(...set.sources)
    delete own[shelf]
  }
  if (typeof own.dialect === 'string') own.dialect = anchored(own.dialect, found)
  return { value: { ...joined(base.value, own), ...sets }, sources: [...sources, ...base.sources] }
}

const validated = ({ value, sources }: Draft): Profile => {
  const [outermost, ...others] = sources
  if (!outermost) throw new Error('a profile comes from at least one document')
  const { profile } = schema()
  refuse(
    sources.filter(({ ours }) => !ours).flatMap((source) => repetitions(source)),
    [outermost, ...others],
  )
  refuse(shapeProblems(profile, value), [outermost, ...others])
  const loaded = profile.parse(value)
  refuse(disagreements(loaded), [outermost, ...others])
  loadDialect(loaded.dialect)
  return loaded
}

/**
 * A profile by the name of one of ours, or by its path from `folder`, with its base, its clients and its people in it.
 * Throws a ConfigurationError that names file, line, member and remedy, one sentence for each thing wrong.
 */
export const loadProfile = (reference: string, folder = process.cwd()): Profile => {
  const chain = chainOf('profiles', reference, folder)
  const draft = chain.reduceRight<Draft>(withDocument, { value: {}, sources: [] })
  // Ours are validated by a test, which keeps zod out of the start of every command.
  return draft.sources.every(({ ours }) => ours) ? (draft.value as unknown as Profile) : validated(draft)
}
