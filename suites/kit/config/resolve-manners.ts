import type { Profile } from '#fixtures/schema/profile.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { isLoopback } from '../loopback.ts'
import { keycloakForms } from '../target.ts'
import { relationsOf } from '../targets/relations.ts'
import { authorityOf, below, type Place } from './place.ts'
import type { ProviderEntry } from './schema.ts'
import type { IdpEntry } from './schema-saml.ts'

/** How an issuer of others is reached, recognised and treated, whatever protocol it speaks. */
export const mannersOf = (place: Place, entry: ProviderEntry | IdpEntry, profile: Profile, issuer: string) => ({
  forms: { ...keycloakForms, ...loadDialect(profile.dialect).forms, ...entry.login },
  patience: entry.patience ?? 0,
  ownerAgreed: entry.ownerAgreed ?? isLoopback(issuer),
  ...(entry.budget === undefined ? {} : { budget: entry.budget }),
  driver: entry.driver ?? ('http' as const),
  hosts: entry.hosts ?? {},
  source: `${place.file.name}: ${place.at}`,
  ...(entry.title === undefined ? {} : { title: entry.title }),
  ...(entry.tls ? { authority: authorityOf(below(place, 'tls.ca'), entry.tls.ca) } : {}),
  ...relationsOf(entry),
})
