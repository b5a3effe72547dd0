// Plays the suites at a real MITREid Connect: node scripts/test-mitreid.ts [--short-lived]
// Exit code: that of the run, or 77 when there is none to be had here.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { shortLived, shortPatience } from '#mocks/keycloak/short-lived.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { standUp } from './mitreid/stand-up.ts'
import { usualPatience } from './real/files.ts'
import { notHere, play } from './real/play.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const { values } = parseArgs({ options: { 'short-lived': { type: 'boolean', default: false } } })
const brief = values['short-lived']
const reference = 'openaire-legacy'
const usual = loadProfile(reference)
const folder = await mkdtemp(join(tmpdir(), 'aai-mitreid-ci-'))
try {
  const { files, environment, target, close } = await standUp({
    reference,
    profile: brief ? shortLived(usual) : usual,
    patience: brief ? shortPatience : usualPatience,
    port: 0,
    folder,
    signal: stop.signal,
    say: (sentence) => console.log(sentence),
  })
  try {
    const report = join('reports', 'out', 'mitreid')
    process.exitCode = await play({ ...files, environment, target, report, signal: stop.signal })
  } finally {
    await close()
  }
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  console.log(`MITREid Connect is not played: ${error.message}`)
  process.exitCode = notHere
} finally {
  await rm(folder, { recursive: true, force: true })
}
