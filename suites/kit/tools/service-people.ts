import type { Attribute, Person } from '#fixtures/schema/person.ts'
import type { Attributes, ServiceActs } from '../contract-service-acts.ts'
import { HeldBack } from '../signals.ts'
import type { Session } from './session.ts'

type Renaming = (text: string) => string

const renamed = (value: Attribute, rename: Renaming): Attribute => {
  if (Array.isArray(value)) return value.map(rename)
  return typeof value === 'string' ? rename(value) : value
}

const changed = (before: Person['attributes'], changes: Attributes): Person['attributes'] => {
  const after = { ...before, ...changes }
  return Object.fromEntries(Object.entries(after).filter((entry): entry is [string, Attribute] => entry[1] !== null))
}

/** A user name of the same organisation, which nobody has. */
const nameLike = (username: string, fresh: string): string => [fresh, ...username.split('@').slice(1)].join('@')

/** Like somebody else, but for all that tells two people apart. */
const alike = (like: Person, fresh: string, changes: Attributes): Person => {
  const username = nameLike(like.username, fresh)
  const rename: Renaming = (text) => text.replaceAll(like.username, username)
  const same = Object.entries(like.attributes).map(([name, value]) => [name, renamed(value, rename)] as const)
  const attributes = { ...Object.fromEntries(same), email: `${fresh}@newcomers.example` }
  return {
    title: 'A user of one scenario',
    username,
    password: `${fresh}-at-home`,
    attributes: changed(attributes, changes),
  }
}

/** People whom only this scenario knows, at an issuer of ours. */
export const createPeople = (session: Session): Pick<ServiceActs, 'newUser' | 'changeUser'> => {
  const { newcomers, desk, random } = session
  const { profile } = session.target
  const named = (attributes: Attributes): Attributes =>
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [profile.claims[name]?.from ?? name, value]))
  const settle = async (role: string, person: Person): Promise<void> => {
    newcomers.set(role, person)
    await desk.know(role, person)
  }
  return {
    newUser: async (attributes = {}) => {
      const like = profile.people.plain
      if (!like) throw new HeldBack('skip', `${profile.title} has no user "plain" for others to be like.`)
      const fresh = `new-${random
        .unreserved(16)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, '0')}`
      await settle(fresh, alike(like, fresh, named(attributes)))
      return fresh
    },
    changeUser: async (role, attributes) => {
      const person = newcomers.get(role)
      if (!person) throw new Error(`only users of the scenario's own are changed, and "${role}" is none`)
      await settle(role, { ...person, attributes: changed(person.attributes, named(attributes)) })
    },
  }
}
