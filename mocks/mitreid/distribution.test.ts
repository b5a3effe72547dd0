import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mitreidDistribution } from './distribution.ts'

describe('the distribution of MITREid Connect', () => {
  let folder = ''
  let cache = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aai-distribution-'))
    cache = join(folder, 'cache')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const maven = async (script: string): Promise<string> => {
    const file = join(folder, 'mvn')
    await writeFile(file, `#!/bin/sh\n${script}\n`)
    await chmod(file, 0o755)
    return file
  }

  it('is the application, its container and what newer Javas lack, fetched once', async () => {
    const fake = await maven(
      `echo "$@" >> ${folder}/arguments
      for each; do case "$each" in -DoutputDirectory=*) out="\${each#*=}";; esac; done
      case "$*" in
      *:war*) mkdir -p "$out/WEB-INF" && touch "$out/WEB-INF/web.xml";;
      *:zip*) mkdir -p "$out/apache-tomcat-9.0.98/bin";;
      *) touch "$out/library.jar";;
      esac`,
    )
    const distribution = await mitreidDistribution({ cache, maven: fake })
    expect(await readdir(distribution.webapp)).toEqual(['WEB-INF'])
    expect(await readdir(distribution.tomcat)).toEqual(['bin'])
    expect(await readdir(distribution.libraries)).toEqual(['library.jar'])
    const asked = await readFile(join(folder, 'arguments'), 'utf8')
    expect(asked).toMatch(/:unpack -Dartifact=org\.mitre:openid-connect-server-webapp:1\.3\.4:war/)
    expect(asked).toMatch(/:copy -Dartifact=com\.sun\.xml\.bind:jaxb-impl:2\.3\.9:jar/)
    expect(await readdir(cache)).toHaveLength(1)
    await expect(mitreidDistribution({ cache, maven: 'no-such-program' })).resolves.toEqual(distribution)
  })

  it('asks for Maven where there is none', async () => {
    await expect(mitreidDistribution({ cache, maven: 'no-such-program' })).rejects.toThrow(
      'openid-connect-server-webapp 1.3.4 of MITREid Connect 1.3.4 comes from Maven Central and there is no no-such-program on the path: install Maven, and Java 11 or newer.',
    )
  })

  it('is not half there when a part of it cannot be had', async () => {
    const fake = await maven(
      `case "$*" in *:zip*) echo "[ERROR] Unknown host"; exit 1;; esac
      for each; do case "$each" in -DoutputDirectory=*) mkdir -p "\${each#*=}/WEB-INF";; esac; done`,
    )
    await expect(mitreidDistribution({ cache, maven: fake })).rejects.toThrow(
      'Maven could not fetch tomcat 9.0.98 of MITREid Connect 1.3.4: Unknown host.',
    )
    expect(await readdir(cache)).toEqual([])
  })
})
