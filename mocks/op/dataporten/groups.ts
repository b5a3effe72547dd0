import type { Person } from '#fixtures/schema/person.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import type { Refusal } from '../refusal.ts'
import { refused } from './answers.ts'
import { organisationAt } from './hints.ts'
import { jsonReply } from './json.ts'
import { userOf } from './userinfo-old.ts'

type Group = Readonly<Record<string, unknown>>

const organisationGroup = (issuer: Issuer, { attributes }: Person): readonly Group[] => {
  const organisation = organisationAt(issuer, attributes.home_organisation)
  if (organisation?.kind !== 'feide') return []
  const affiliation = [attributes.affiliation ?? []].flat()
  const [primaryAffiliation] = affiliation
  return [
    {
      id: `fc:org:${organisation.realm}`,
      displayName: organisation.title,
      type: 'fc:org',
      public: true,
      orgType: ['home_organization'],
      membership: { basic: 'member', affiliation, primaryAffiliation, displayName: primaryAffiliation },
    },
  ]
}

const otherGroups = ({ attributes }: Person): readonly Group[] =>
  [attributes.groups ?? []].flat().map((id) => ({
    id,
    displayName: String(id).split(':').at(-1),
    type: 'fc:gogroup',
    membership: { basic: 'member' },
  }))

const groupsOf = (issuer: Issuer, call: Call): readonly Group[] | Refusal => {
  const user = userOf(issuer, call, 'groups.no-user')
  if ('condition' in user) return user
  const scopes = scopesOf(user.record.scope)
  if (!scopes.some((scope) => scope.startsWith('groups'))) return { condition: 'groups.no-user' }
  const person = issuer.people.get(user.accountId)
  const orgs = person && scopes.includes('groups-org') ? organisationGroup(issuer, person) : []
  const edu = person && scopes.includes('groups-edu') ? otherGroups(person) : []
  return [...orgs, ...edu]
}

export const GROUPS = '/groups/me/groups'

/** The groups of the user, as far as the scopes of the token go: a list that may be empty, or one of it by its identifier. */
export const groups = (issuer: Issuer, call: Call): Reply => {
  const found = groupsOf(issuer, call)
  if ('condition' in found) return refused(issuer, found)
  if (call.path === GROUPS) return jsonReply(issuer, 200, found)
  const group = found.find(
    ({ id }) => call.path === `${GROUPS}/${id}` || call.path === `${GROUPS}/${encodeURIComponent(String(id))}`,
  )
  return group ? jsonReply(issuer, 200, group) : refused(issuer, { condition: 'groups.unknown' })
}

const TYPES = [
  { id: 'fc:org', displayName: 'Organisation' },
  { id: 'fc:gogroup', displayName: 'School group' },
  { id: 'fc:adhoc', displayName: 'Ad hoc group' },
  { id: 'fc:grep', displayName: 'Curriculum' },
]

/** Which kinds of groups there are: no secret. */
export const groupTypes = (issuer: Issuer): Reply => jsonReply(issuer, 200, TYPES)
