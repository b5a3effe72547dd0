import type { Client } from '#fixtures/schema/client.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { Variant } from './variants.ts'

const withClients = (profile: Profile, change: (client: Client) => Client): Profile => ({
  ...profile,
  clients: Object.fromEntries(Object.entries(profile.clients).map(([role, client]) => [role, change(client)])),
})

const anotherSecret = (client: Client): Client =>
  client.secret === undefined ? client : { ...client, secret: `${client.secret}-anew` }

const firstOnly = (client: Client): Client => ({ ...client, redirectUris: client.redirectUris.slice(0, 1) })

const withoutOrcid = ({ scopes: { orcid: _, ...scopes }, ...profile }: Profile): Profile => ({ ...profile, scopes })

/** The two sides of a migration, and moves that lost something on the way. */
export const migrationVariants: Readonly<Record<string, Variant>> = {
  migrated: { title: 'the issuer to which the clients were moved', change: (_, other) => other, side: 'after' },
  'before-migration': {
    title: 'the issuer from which the clients were moved',
    change: (_beta, _other, old) => old,
    side: 'before',
  },
  'migrated-in-one': {
    title: 'an issuer that is still the one before it',
    change: (_, other) => other,
    side: 'after',
    otherSide: 'itself',
    control: 'migrated',
  },
  'before-migration-in-one': {
    title: 'an issuer that is already the one after it',
    change: (_beta, _other, old) => old,
    side: 'before',
    otherSide: 'itself',
    control: 'before-migration',
  },
  'clients-lost': {
    title: 'an issuer to which no client was moved',
    change: (beta, other) => ({ ...other, clients: beta.clients }),
    side: 'after',
    control: 'migrated',
  },
  'secrets-changed': {
    title: 'an issuer that gave every client a new secret',
    change: (_, other) => withClients(other, anotherSecret),
    side: 'after',
    control: 'migrated',
  },
  'redirect-uris-lost': {
    title: 'an issuer that took over one redirect URI of each client',
    change: (_, other) => withClients(other, firstOnly),
    side: 'after',
    control: 'migrated',
  },
  'scopes-lost': {
    title: 'an issuer that forgot a scope',
    change: (_, other) => withoutOrcid(other),
    side: 'after',
    control: 'migrated',
  },
  'subjects-new': {
    title: 'an issuer that gave every user a new identifier',
    change: (beta, other) => ({ ...other, people: beta.people }),
    side: 'after',
    control: 'migrated',
  },
}
