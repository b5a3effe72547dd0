import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { mitreidRelease } from '#fixtures/mitreid/release.ts'
import { type Artifact, cacheOf, type Fetching, fetchArtifact, keptOnce } from '../real/maven.ts'

/** A MITREid Connect and what it needs to run, as folders that nobody writes into. */
export interface MitreidDistribution {
  readonly tomcat: string
  /** The web application, unpacked. */
  readonly webapp: string
  /** What newer Javas lack. */
  readonly libraries: string
}

const { version, tomcat, libraries } = mitreidRelease
export const mitreidTitle = `MITREid Connect ${version}`

const artifact = (coordinates: string, as: Artifact['as']): Artifact => ({
  coordinates,
  as,
  title: `${coordinates.split(':')[1]} ${coordinates.split(':')[2]} of ${mitreidTitle}`,
  java: 'Java 11 or newer',
  otherwise: 'look at the mirror that settings.xml of Maven names',
})

const layout = (home: string): MitreidDistribution => ({
  tomcat: join(home, 'tomcat'),
  webapp: join(home, 'webapp'),
  libraries: join(home, 'libraries'),
})

/**
 * An unpacked MITREid Connect and Tomcat, fetched by Maven where the cache lacks them.
 * Throws a ConfigurationError without Maven, or where Maven Central gives none.
 */
export const mitreidDistribution = async (options: Fetching = {}): Promise<MitreidDistribution> => {
  const home = join(options.cache ?? cacheOf('mitreid'), `${version}-tomcat-${tomcat}`)
  const whole = await keptOnce(home, join('webapp', 'WEB-INF', 'web.xml'), async (folder) => {
    const places = layout(join(folder, 'whole'))
    await mkdir(join(folder, 'whole'))
    await fetchArtifact(
      artifact(`org.mitre:openid-connect-server-webapp:${version}:war`, 'unpacked'),
      places.webapp,
      options,
    )
    for (const library of libraries) await fetchArtifact(artifact(`${library}:jar`, 'file'), places.libraries, options)
    const unpacked = join(folder, 'tomcat')
    await fetchArtifact(artifact(`org.apache.tomcat:tomcat:${tomcat}:zip`, 'unpacked'), unpacked, options)
    await rename(join(unpacked, `apache-tomcat-${tomcat}`), places.tomcat)
    return join(folder, 'whole')
  })
  return layout(whole)
}
