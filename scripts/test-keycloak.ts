// Plays the suites at real Keycloaks: node scripts/test-keycloak.ts [22] [26] [--short-lived] [--within SECONDS]
// Exit code: the worst of the runs, or 77 when there is no Keycloak to be had here.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keycloakLines } from '#fixtures/keycloak/lines.ts'
import { shortLived, shortPatience } from '#mocks/keycloak/short-lived.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { releaseOf } from './keycloak/release.ts'
import { type KeptIssuer, standUp } from './keycloak/stand-up.ts'
import { usualPatience } from './real/files.ts'
import { notHere, play } from './real/play.ts'

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
      const { files, environment, targets } = stood
      const report = join('reports', 'out', `keycloak-${release}`)
      return await play({ ...files, environment, target: targets[0]?.id ?? '', report, signal })
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
  options: { 'short-lived': { type: 'boolean', default: false }, within: { type: 'string', default: 'Infinity' } },
  allowPositionals: true,
})
const releases = positionals.length > 0 ? positionals : keycloakLines.map(({ major }) => String(major))
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

/** Seconds since this began. */
const elapsed = (): number => performance.now() / 1000
const limit = Number(values.within)

const codes: number[] = []
let longest = 0
for (const release of releases) {
  const began = elapsed()
  // Another one takes as long as those before, and a little more.
  if (began + longest * 1.2 > limit) {
    console.log(
      `Keycloak ${release} is not played: the last one took ${Math.round(longest)} s, and ${limit} s are all.`,
    )
    continue
  }
  const code = await playAt(release, values['short-lived'], stop.signal)
  longest = Math.max(longest, elapsed() - began)
  if (code !== undefined) codes.push(code)
}
const passed = codes.filter((code) => code === 0).length
console.log(`\nKeycloaks: ${passed} passed, ${codes.length - passed} failed, ${releases.length - codes.length} skipped`)
process.exitCode = codes.length === 0 ? notHere : Math.max(...codes)
