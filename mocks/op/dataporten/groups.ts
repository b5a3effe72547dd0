import type { Person } from '#fixtures/schema/person.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { refused } from './answers.ts'
import { organisationAt } from './hints.ts'
import { jsonReply } from './json.ts'
import { userOf } from './userinfo-old.ts'

const organisationGroup = (issuer: Issuer, { attributes }: Person): readonly object[] => {
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
      orgType: ['higher_education'],
      membership: { basic: 'member', affiliation, primaryAffiliation, displayName: primaryAffiliation },
    },
  ]
}

const otherGroups = ({ attributes }: Person): readonly object[] =>
  [attributes.groups ?? []].flat().map((id) => ({
    id,
    displayName: String(id).split(':').at(-1),
    type: 'fc:gogroup',
    membership: { basic: 'member' },
  }))

/** The groups of the user, as far as the scopes of the token go; a list that may be empty. */
export const groups = (issuer: Issuer, call: Call): Reply => {
  const user = userOf(issuer, call, 'groups.no-user')
  if ('condition' in user) return refused(issuer, user)
  const scopes = scopesOf(user.record.scope)
  if (!scopes.some((scope) => scope.startsWith('groups'))) return refused(issuer, { condition: 'groups.no-user' })
  const person = issuer.people.get(user.accountId)
  const orgs = person && scopes.includes('groups-org') ? organisationGroup(issuer, person) : []
  const edu = person && scopes.includes('groups-edu') ? otherGroups(person) : []
  return jsonReply(issuer, 200, [...orgs, ...edu])
}
