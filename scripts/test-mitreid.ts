// Plays the suites at a real MITREid Connect. Exit code: that of the run, or 77 when there is none to be had here.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { standUp } from './mitreid/stand-up.ts'
import { notHere, play } from './real/play.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const reference = 'openaire-legacy'
const folder = await mkdtemp(join(tmpdir(), 'aai-mitreid-ci-'))
try {
  const { files, environment, target, close } = await standUp({
    reference,
    profile: loadProfile(reference),
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
