import { dirname } from 'node:path'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { checkOwnHosts } from '../own-hosts.ts'
import { serviceAddresses } from '../target-service.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import type { OwnSamlService } from '../targets/own-saml-service.ts'
import { samlPlaceholders } from '../targets/placeholders.ts'
import { authorityOf, below, fromFile, type Place } from './place.ts'
import { issuerOf } from './resolve-issuer.ts'
import { beginningOf, driverOf } from './resolve-login.ts'
import { pagesOf } from './resolve-pages.ts'
import { startOf, type Telling } from './resolve-start.ts'
import { whoamiOf } from './resolve-whoami.ts'
import type { SamlServiceEntry } from './schema-saml-service.ts'

/** What a SAML service may be told, and how it finds its identity provider. */
const TELLING: Telling = {
  placeholders: samlPlaceholders,
  needed: ['idp_metadata', 'idp_metadata_url'],
  whom: 'its identity provider',
}

/** Where they are to be had once the service runs, or what they are. */
const metadataOf = (place: Place, metadata: string): OwnSamlService['metadata'] => {
  const source = `${place.file.name}: ${place.at}`
  return /^https?:/.test(metadata)
    ? { url: metadata, source: `${source} (${metadata})` }
    : { text: fromFile(place, metadata), source: `${source} (${metadata})` }
}

/** A SAML service as a target: an identity provider of ours is there for it alone. */
export const resolveSamlService = (place: Place, id: string, entry: SamlServiceEntry): EmbeddedTarget => {
  const { logout, port, hosts, ownHosts } = entry
  const source = `${place.file.name}: ${place.at}`
  const profile = loadProfile(entry.profile, dirname(place.file.path))
  if (profile.saml === undefined) {
    throw new ConfigurationError(
      `${source}.profile is ${entry.profile}, which has no SAML identity provider: openaire-beta and openaire-production have one.`,
    )
  }
  const metadata = metadataOf(below(place, 'metadata'), entry.metadata)
  const service: OwnSamlService = {
    ...beginningOf(place, entry),
    ...whoamiOf(below(place, 'whoami'), entry.whoami),
    ...(logout === undefined ? {} : { logout }),
    ...pagesOf(place, entry),
    ...startOf(place, entry, TELLING),
    ...(ownHosts ? { further: ownHosts.map((host) => `http://${host}`) } : {}),
    metadata,
    owner: { source, hosts, ownHosts },
  }
  const known = [...serviceAddresses({ ...service, ours: false, callbacks: [] }), service.start?.ready ?? []].flat()
  checkOwnHosts(source, 'url' in metadata ? [...known, metadata.url] : known, { hosts, ownHosts })
  return {
    ...{ kind: 'embedded', id, title: entry.title ?? `Service "${id}"`, profile, service, source },
    ...(port === undefined ? {} : { port }),
    ...driverOf(place, entry),
    ...(hosts ? { hosts } : {}),
    ...issuerOf(place, entry, profile),
    ...(entry.tls ? { authority: authorityOf(below(place, 'tls.ca'), entry.tls.ca) } : {}),
  }
}
