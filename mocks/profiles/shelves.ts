import { readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { didYouMean, listed } from './nearest.ts'
import { parsed, type Source } from './source.ts'

/** Folders of fixtures from which a document may be taken by its name. */
export type Shelf = 'profiles' | 'dialects' | 'clients' | 'people'

const singular: Readonly<Record<Shelf, string>> = {
  profiles: 'profile',
  dialects: 'dialect',
  clients: 'set of clients',
  people: 'set of people',
}

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))
const isName = (reference: string): boolean => /^[a-z0-9][a-z0-9-]*$/.test(reference)

/** Names of our own documents of one kind. */
export const namesOn = (shelf: Shelf): readonly string[] =>
  readdirSync(resolve(fixtures, shelf))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()

/** A document, and whether it is one of ours, which the project's own tests have validated. */
export interface Found extends Source {
  readonly ours: boolean
}

const shown = (path: string): string => {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}

const read = (path: string, ours: boolean, problem: (cause: string) => string): Found => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigurationError(problem(code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`))
  }
  const name = shown(path)
  return { path, name, text, ours, value: parsed(name, text) }
}

/**
 * Finds a document by the name of one of ours or by its path from `folder`.
 * Throws a ConfigurationError for an unknown name, and for a file that is missing or no JSON.
 */
export const find = (shelf: Shelf, reference: string, folder: string): Found => {
  const path = resolve(folder, reference)
  const kind = singular[shelf]
  if (!isName(reference))
    return read(path, false, (cause) => `${reference}: ${cause} (looked for a ${kind} at ${path}).`)
  const names = namesOn(shelf)
  if (names.includes(reference)) return read(resolve(fixtures, shelf, `${reference}.json`), true, (cause) => cause)
  return read(
    path,
    false,
    () =>
      `There is no ${kind} named "${reference}"${didYouMean(reference, names)}${
        didYouMean(reference, names) ? ' We have' : '; we have'
      } ${listed(names)}; or give the path of a JSON file, such as .${sep}${reference}.json.`,
  )
}

/** References in a document are relative to it, not to where the command runs. */
export const folderOf = (source: Source): string => dirname(source.path)

/** A path made independent of the document it stands in; a name stays a name. */
export const anchored = (reference: string, source: Source): string =>
  isName(reference) ? reference : resolve(folderOf(source), reference)
