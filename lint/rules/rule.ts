import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Seen } from '../addresses.ts'
import { type Kind, type Meaning, named } from '../kind.ts'
import type { Finding, Setting } from '../model.ts'

/** A file, read, as rules look at it. */
export interface Subject {
  readonly kind: Kind
  readonly settings: readonly Setting[]
  /** Addresses of AAIs that we know. */
  readonly addresses: readonly Seen[]
}

export type Rule = (subject: Subject) => readonly Finding[]

/** A rule with the requirements that it looks at. */
export interface Placed {
  readonly rule: Rule
  readonly cites: readonly RequirementId[]
  /** Why a file has nothing to look at. */
  readonly unseen: (subject: Subject) => string | undefined
}

export const of = ({ kind, settings }: Subject, meaning: Meaning): readonly Setting[] =>
  named(kind, meaning, settings).filter(({ value }) => value !== '')

/** A value that comes from elsewhere: `${NAME}`, `{baseUrl}`, `<%= … %>`. */
export const isFilledIn = (value: string): boolean => /\$\{?[\w(]|\{[\w.]+\}|<%|\{\{/.test(value)

/** An address as it may be shown: no user, no query, nothing too long. */
export const shown = (url: string): string => {
  const bare = url.split(/[?#]/, 1)[0] ?? ''
  return bare.replace(/\/\/[^/@]*@/, '//').slice(0, 200)
}
