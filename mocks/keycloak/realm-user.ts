import type { Client } from '#fixtures/schema/client.ts'
import type { Attribute, Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { subjectOf } from '../op/played-profile.ts'
import { attributeFor, clientAttribute, subjectAttribute } from './mappers.ts'
import type { UserRepresentation } from './representation.ts'

/** Keycloak gives offline tokens to holders of this role only, and imported users have no role by themselves. */
export const offlineRole = 'offline_access'

const values = (attribute: Attribute): readonly string[] => (Array.isArray(attribute) ? attribute : [String(attribute)])

const attributesOf = (attributes: Person['attributes'], subject: string): Record<string, readonly string[]> => ({
  ...Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name !== 'email')
      .map(([name, attribute]) => [attributeFor(name), values(attribute)]),
  ),
  [subjectAttribute]: [subject],
})

/**
 * Clients of devices ask whoever is there each time. Keycloak notes the answer all the same, and of two first answers
 * that come at once it keeps both and breaks down from then on: so each user has answered before.
 */
const consentsOf = ({ clients, scopes }: Profile): UserRepresentation['clientConsents'] =>
  Object.values(clients)
    .filter(({ grants, consent }) => grants.includes('device-code') && !consent)
    .map(({ clientId }) => ({
      clientId,
      grantedClientScopes: Object.keys(scopes).filter((name) => name !== 'openid'),
    }))

/** A test user as Keycloak imports it. */
export const userRepresentation = (profile: Profile, person: Person): UserRepresentation => {
  const { email, email_verified } = person.attributes
  return {
    username: person.username,
    enabled: true,
    email: typeof email === 'string' ? email : undefined,
    emailVerified: email_verified === true,
    credentials: [{ type: 'password', value: person.password, temporary: false }],
    realmRoles: [offlineRole],
    clientConsents: consentsOf(profile),
    attributes: attributesOf(person.attributes, subjectOf(profile, person)),
  }
}

/** Characters of an identifier in Keycloak's database. */
const idLength = 36

/** Without a session Keycloak finds the user by the token's `sub`, which must then be their identifier. */
const serviceSubject = (profile: Profile, client: Client, username: string): string => {
  const subject = subjectOf(profile, { title: client.title, username, password: '', attributes: {} })
  const [left = '', right] = subject.split('@')
  return right === undefined ? subject : `${left.slice(0, idLength - right.length - 1)}@${right}`
}

/** The user as whom a client acts that acts for itself. */
export const serviceAccount = (profile: Profile, client: Client): UserRepresentation => {
  const username = `service-account-${client.clientId.toLowerCase()}`
  const subject = serviceSubject(profile, client, username)
  return {
    id: subject,
    username,
    enabled: true,
    serviceAccountClientId: client.clientId,
    realmRoles: [offlineRole],
    attributes: attributesOf({ [clientAttribute]: client.clientId }, subject),
  }
}
