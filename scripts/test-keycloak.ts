// Plays the suites at real Keycloaks: node scripts/test-keycloak.ts [22] [26] [--short-lived]
// Exit code: the worst of the runs, or 77 when there is no Keycloak to be had here.
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
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { releaseOf } from './keycloak/release.ts'
import { type KeptIssuer, type StoodUp, standUp, usualPatience } from './keycloak/stand-up.ts'

const notHere = 77
const launcher = fileURLToPath(new URL('./launch.js', import.meta.url))

/** The exit code of `aai run`: 0 conforms, 1 does not, 2 and everything else is ours. */
const play = async ({ targets, files, environment }: StoodUp, report: string, signal: AbortSignal): Promise<number> => {
  const args = ['run', '--config', files.configuration, '--target', targets[0]?.id ?? '', '--out', report]
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { ...process.env, ...environment },
    signal,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'close')
  return code ?? 2
}

/** Undefined where that Keycloak cannot be had. */
const playAt = async (release: string, brief: boolean, signal: AbortSignal): Promise<number | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-keycloak-ci-'))
  const kept = (reference: string): KeptIssuer => {
    const profile = loadProfile(reference)
    return { reference, profile: brief ? shortLived(profile) : profile }
  }
  try {
    const stood = await standUp({
      ...kept('openaire-beta'),
      pair: kept('openaire-production'),
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
      await stood.close()
    }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    console.log(`Keycloak ${release} is not played: ${error.message}`)
    return undefined
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
  const code = await playAt(release, values['short-lived'], stop.signal)
  if (code !== undefined) codes.push(code)
}
const passed = codes.filter((code) => code === 0).length
console.log(`\nKeycloaks: ${passed} passed, ${codes.length - passed} failed, ${releases.length - codes.length} skipped`)
process.exitCode = codes.length === 0 ? notHere : Math.max(...codes)
