// Plays the suites at real Keycloaks. Exit code: the worst of the runs, or 77 when there is no Keycloak to be had here.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keycloakLines } from '#fixtures/keycloak/lines.ts'
import { keycloakVersion } from '#mocks/keycloak/version.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { standUp } from './keycloak/stand-up.ts'

const NOT_HERE = 77
const launcher = fileURLToPath(new URL('launch.js', import.meta.url))
const reference = 'openaire-beta'

const play = async (release: string, folder: string): Promise<number> => {
  const { keycloak, files } = await standUp({
    reference,
    profile: loadProfile(reference),
    version: keycloakVersion(release),
    port: 0,
    folder,
    say: console.log,
  })
  try {
    const out = join(folder, 'report')
    const args = [`--env-file=${files.environment}`, launcher, 'run', '--config', files.configuration, '--out', out]
    const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
    return code ?? 2
  } finally {
    await keycloak.close()
  }
}

const codes: number[] = []
for (const { release } of keycloakLines) {
  const folder = await mkdtemp(join(tmpdir(), 'aai-keycloak-'))
  console.log(`\nKeycloak ${release}`)
  try {
    codes.push(await play(release, folder))
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    console.log(`Not played: ${error.message}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
process.exitCode = codes.length === 0 ? NOT_HERE : Math.max(...codes)
