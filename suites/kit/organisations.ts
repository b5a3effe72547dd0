import type { Organisation } from '#fixtures/schema/profile.ts'
import { readPage } from '#mocks/wire/html.ts'
import type { Arrival, Profile, User } from './contract.ts'

/** For `given.applies`: users of this issuer say where they log in, and a hint can say it for them. */
export const hasOrganisations = ({ organisations = [] }: Profile): string | undefined =>
  organisations.length > 1 ? undefined : 'Users of this issuer have no organisations to choose among.'

/** For `given.applies`: the same, and there is one of this kind. */
export const hasOrganisation =
  (kind: Organisation['kind']) =>
  (profile: Profile): string | undefined =>
    hasOrganisations(profile) ??
    (profile.organisations?.some((each) => each.kind === kind) ? undefined : `There is no login of the kind ${kind}.`)

export const titlesOf = ({ organisations = [] }: Profile, kind: Organisation['kind']): readonly string[] =>
  organisations.filter((each) => each.kind === kind).map(({ title }) => title)

/** Where a user logs in: as they say, or as stands in the user name. */
export const organisationOf = (
  { organisations = [] }: Profile,
  { username, attributes }: User,
): Pick<Organisation, 'realm' | 'title'> => {
  const { home_organisation: home } = attributes
  const realm = typeof home === 'string' ? home : username.slice(username.lastIndexOf('@') + 1)
  return organisations.find((each) => each.realm === realm) ?? { realm, title: realm }
}

/** Titles of the organisations that a page names, in the order of the profile. */
export const organisationsOn = ({ organisations = [] }: Profile, { answer }: Pick<Arrival, 'answer'>): string[] => {
  const { title, text } = readPage(answer.text)
  return organisations.map((each) => each.title).filter((name) => `${title} ${text}`.includes(name))
}
