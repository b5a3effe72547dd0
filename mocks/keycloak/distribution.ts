import { join } from 'node:path'
import { type Artifact, cacheOf, type Fetching, fetchArtifact, keptOnce } from '../real/maven.ts'
import type { KeycloakVersion } from './version.ts'

const artifact = (version: string): Artifact => ({
  coordinates: `org.keycloak:keycloak-quarkus-dist:${version}:zip`,
  as: 'unpacked',
  title: `Keycloak ${version}`,
  java: 'Java 17 or newer',
  otherwise: 'name another release of that line, 22.0.5 or 26.7.3 for example',
})

/**
 * The folder of an unpacked Keycloak, fetched by Maven where the cache lacks it.
 * Throws a ConfigurationError without Maven, or where Maven Central has or gives none.
 */
export const keycloakDistribution = ({ text }: KeycloakVersion, options: Fetching = {}): Promise<string> =>
  keptOnce(join(options.cache ?? cacheOf('keycloak'), text), join('bin', 'kc.sh'), async (folder) => {
    await fetchArtifact(artifact(text), folder, options)
    return join(folder, `keycloak-${text}`)
  })
