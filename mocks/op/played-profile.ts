import type { Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { hexOf, uuidOf } from './identifiers.ts'

/** The profile with its issuer on another origin; paths stay. A predecessor that lived beside it moves along. */
export const onOrigin = (profile: Profile, origin: string): Profile => {
  const real = new URL(profile.issuer).origin
  const moved = (url: string): string => (new URL(url).origin === real ? origin + url.slice(real.length) : url)
  const { predecessor } = profile
  return {
    ...profile,
    issuer: moved(profile.issuer),
    ...(predecessor ? { predecessor: { ...predecessor, issuer: moved(predecessor.issuer) } } : {}),
  }
}

/** The subject under which an issuer knows a person: its own, and nobody else's. */
export const subjectOf = (profile: Profile, person: Person): string => {
  const seed = `${profile.id} ${person.username}`
  if (profile.subject.form === 'uuid') return person.uniqueId ?? uuidOf(seed)
  const scope = profile.subject.scopes[0]
  const left = person.uniqueId ?? hexOf(seed)
  return scope === undefined || left.includes('@') ? left : `${left}@${scope}`
}
