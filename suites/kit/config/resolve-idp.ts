import { dirname } from 'node:path'
import type { Profile, SamlProfile } from '#fixtures/schema/profile.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { nameIdFormats } from '#mocks/saml/names.ts'
import type { TargetUser } from '../target.ts'
import type { SamlSeed } from '../target-saml.ts'
import type { ConfiguredTarget } from '../targets/configured.ts'
import { below, fromEnvironment, type Place } from './place.ts'
import { mannersOf } from './resolve-manners.ts'
import { metadataAt, spsOf } from './resolve-saml.ts'
import type { IdpEntry } from './schema-saml.ts'

/** What stands in a file is known before anything is sent. */
const originOf = async (saml: SamlSeed, place: Place): Promise<string> => {
  if ('url' in saml.metadata) return new URL(saml.metadata.url).origin
  const { publishedIn } = await import('../saml/published.ts')
  const [sso] = publishedIn(saml.metadata.text, saml.entityId, `${place.file.name}: ${place.at}.metadata`).singleSignOn
  return URL.canParse(sso?.location ?? '') ? new URL(sso?.location ?? '').origin : 'https://idp.invalid'
}

/** Of identifiers nothing is known but that there are some. */
const SUBJECTS = new Set(['eduPersonUniqueId', 'voPersonID', 'subject-id', 'pairwise-id'])

/** What an identity provider promises of which no profile says anything; the rest is what it publishes. */
const promisesOf = (
  { attributes = [], consent = false, encrypts = false }: IdpEntry,
  entityId: string,
): SamlProfile => {
  const nowhere = '/'
  return {
    entityId,
    endpoints: { metadata: nowhere, sso: nowhere, slo: nowhere, login: nowhere, consent: nowhere, logout: nowhere },
    bindings: { sso: ['redirect', 'post'], slo: ['redirect'] },
    signs: ['assertion'],
    wantsSignedRequests: false,
    ...{ encrypts, consent },
    nameIdFormats: [nameIdFormats.transient],
    contextClasses: ['urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified'],
    lifetimes: { assertion: 300, session: 3600, request: 300 },
    scopes: [],
    attributes: Object.fromEntries(attributes.map((name) => [name, { from: SUBJECTS.has(name) ? 'subject' : name }])),
  }
}

/** A profile of nothing but its identity provider. */
const profileOf = async (place: Place, id: string, entry: IdpEntry, origin: string): Promise<Profile> => {
  const base = await loadProfile(entry.profile ?? 'openaire-production', dirname(place.file.path))
  const saml = entry.profile === undefined ? promisesOf(entry, entry.entityId ?? origin) : base.saml
  return {
    ...base,
    id: entry.profile === undefined ? id : base.id,
    title:
      entry.title ?? (entry.profile === undefined ? `The identity provider at ${new URL(origin).host}` : base.title),
    environment: entry.profile === undefined ? 'other' : base.environment,
    issuer: origin,
    endpoints: {},
    offers: ['saml', 'sso'],
    clients: {},
    people: {},
    saml: saml ?? promisesOf(entry, entry.entityId ?? origin),
  }
}

export const resolveIdp = async (place: Place, id: string, entry: IdpEntry): Promise<ConfiguredTarget> => {
  const saml = {
    ...(entry.entityId === undefined ? {} : { entityId: entry.entityId }),
    metadata: metadataAt(below(place, 'metadata'), entry.metadata),
    sps: spsOf(below(place, 'sps'), entry.sps),
  }
  const issuer = await originOf(saml, place)
  const profile = await profileOf(place, id, entry, issuer)
  const users = Object.entries(entry.users ?? {}).map(([role, user]): [string, TargetUser] => {
    const password = fromEnvironment(below(place, `users.${role}.password`), user.password)
    return [role, { username: user.username, password, attributes: user.attributes ?? {} }]
  })
  return {
    kind: 'configured',
    ...{ id, issuer, profile, saml, samlOnly: true, clients: {}, users: Object.fromEntries(users) },
    ...(entry.profile === undefined ? { promisesWhatItPublishes: true as const } : {}),
    ...mannersOf(place, entry, profile, issuer),
  }
}
