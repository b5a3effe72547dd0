// Plays the suites at real Keycloaks: node scripts/test-keycloak.ts [22] [26] [--short-lived]
// Exit code 1 when one does not conform, 2 when one could not be had or started.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { keycloakLines } from '#fixtures/keycloak/lines.ts'
import { shortLived, shortPatience } from '#mocks/keycloak/short-lived.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { releaseOf } from './keycloak/release.ts'
import { type StoodUp, standUp, usualPatience } from './keycloak/stand-up.ts'

const reference = 'openaire-beta'
const launcher = fileURLToPath(new URL('./launch.js', import.meta.url))

/** The exit code of `aai run`: 0 conforms, 1 does not, 2 and everything else is ours. */
const play = async ({ files, environment }: StoodUp, report: string, signal: AbortSignal): Promise<number> => {
  const child = spawn(process.execPath, [launcher, 'run', '--config', files.configuration, '--out', report], {
    env: { ...process.env, ...environment },
    signal,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'close')
  return code ?? 2
}

const playAt = async (release: string, brief: boolean, signal: AbortSignal): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-keycloak-ci-'))
  const loaded = loadProfile(reference)
  try {
    const stood = await standUp({
      reference,
      profile: brief ? shortLived(loaded) : loaded,
      version: releaseOf(release),
      port: 0,
      folder,
      patience: brief ? shortPatience : usualPatience,
      signal,
      say: (sentence) => console.log(sentence),
    })
    try {
      return await play(stood, join('reports', 'out', `keycloak-${release}`), signal)
    } finally {
      await stood.keycloak.close()
    }
  } catch (error) {
    console.error(`Keycloak ${release} was not played: ${error instanceof Error ? error.message : String(error)}`)
    return 2
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const { values, positionals } = parseArgs({
  options: { 'short-lived': { type: 'boolean', default: false } },
  allowPositionals: true,
})
const releases = positionals.length > 0 ? positionals : keycloakLines.map(({ major }) => String(major))
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const codes: number[] = []
for (const release of releases) {
  if (!stop.signal.aborted) codes.push(await playAt(release, values['short-lived'], stop.signal))
}
const passed = codes.filter((code) => code === 0).length
console.log(`\nKeycloak: ${passed} passed, ${releases.length - passed} failed`)
process.exitCode = stop.signal.aborted ? 130 : Math.max(...codes)
