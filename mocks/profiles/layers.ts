import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { JsonObject } from './json.ts'
import { type Found, find, folderOf, type Shelf } from './shelves.ts'

/** A document followed by what it extends, by what that extends, and so on. */
export const chainOf = (shelf: Shelf, reference: string, folder: string): readonly Found[] => {
  const chain: Found[] = []
  let next: { readonly reference: string; readonly folder: string } | undefined = { reference, folder }
  while (next) {
    const found = find(shelf, next.reference, next.folder)
    if (chain.some(({ path }) => path === found.path)) {
      throw new ConfigurationError(
        `${found.name} extends itself by way of ${chain.at(-1)?.name}: take one "extends" out.`,
      )
    }
    chain.push(found)
    const base = found.value.extends
    if (base !== undefined && typeof base !== 'string') {
      throw new ConfigurationError(`${found.name}: "extends" must be the name or the path of one of the ${shelf}.`)
    }
    next = base === undefined ? undefined : { reference: base, folder: folderOf(found) }
  }
  return chain
}

/** The members that are content, without those that are about the file. */
export const content = ({ value }: Found): JsonObject => {
  const { $schema: _schema, extends: _base, ...members } = value
  return members
}
