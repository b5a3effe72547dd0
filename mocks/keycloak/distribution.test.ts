import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keycloakDistribution } from './distribution.ts'
import { keycloakVersion } from './version.ts'

const version = keycloakVersion('22.0.5')

describe('the distribution of Keycloak', () => {
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

  it('is unpacked by Maven into the cache', async () => {
    const fake = await maven(
      `echo "$@" > ${folder}/arguments
      for each; do case "$each" in -DoutputDirectory=*) out="\${each#*=}";; esac; done
      touch markers
      mkdir -p "$out/keycloak-22.0.5/bin" && touch "$out/keycloak-22.0.5/bin/kc.sh"`,
    )
    await expect(keycloakDistribution(version, { cache, maven: fake })).resolves.toBe(join(cache, '22.0.5'))
    expect(await readFile(join(folder, 'arguments'), 'utf8')).toContain('org.keycloak:keycloak-quarkus-dist:22.0.5:zip')
    expect(await readdir(cache)).toEqual(['22.0.5'])
    await expect(access('markers')).rejects.toThrow('ENOENT')
  })

  it('is not fetched twice', async () => {
    await mkdir(join(cache, '22.0.5', 'bin'), { recursive: true })
    await writeFile(join(cache, '22.0.5', 'bin', 'kc.sh'), '')
    await expect(keycloakDistribution(version, { cache, maven: 'no-such-program' })).resolves.toBe(
      join(cache, '22.0.5'),
    )
  })

  it('asks for Maven where there is none', async () => {
    await expect(keycloakDistribution(version, { cache, maven: 'no-such-program' })).rejects.toThrow(
      'Keycloak 22.0.5 comes from Maven Central and there is no no-such-program on the path: install Maven, and Java 17 or newer.',
    )
  })

  it('says that a release was never published', async () => {
    const fake = await maven(
      'echo "[ERROR] Could not find artifact org.keycloak:keycloak-quarkus-dist:zip:22.0.5"; exit 1',
    )
    await expect(keycloakDistribution(version, { cache, maven: fake })).rejects.toThrow(
      'Maven Central has no Keycloak 22.0.5',
    )
  })

  it('says what Maven said when it cannot reach anybody, and leaves nothing behind', async () => {
    const fake = await maven('printf "[INFO] hm\\n[ERROR] \\n[ERROR] Unknown host\\n"; exit 1')
    await expect(keycloakDistribution(version, { cache, maven: fake })).rejects.toThrow(
      'Maven could not fetch Keycloak 22.0.5: Unknown host. Try again when Maven Central answers',
    )
    expect(await readdir(cache)).toEqual([])
  })
})
