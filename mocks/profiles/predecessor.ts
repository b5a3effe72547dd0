import type { Profile } from '#fixtures/schema/profile.ts'

/** A path that belonged to the issuer before, and what it was for as far as that is known. */
export interface OldPath {
  readonly purpose?: string
}

/** Undefined for a path that was never of the issuer before, or where there was none. */
export const oldPath = ({ predecessor }: Pick<Profile, 'predecessor'>, path: string): OldPath | undefined => {
  if (!predecessor) return undefined
  const { pathname } = new URL(predecessor.discovery, predecessor.issuer)
  const all = Object.entries({ discovery: pathname, ...predecessor.endpoints })
  const purpose = all.find(([, at]) => at === path.replace(/\/$/, ''))?.[0]
  if (purpose !== undefined) return { purpose }
  const home = new URL(predecessor.issuer).pathname.replace(/\/?$/, '/')
  return home.length > 1 && path.startsWith(home) ? {} : undefined
}
