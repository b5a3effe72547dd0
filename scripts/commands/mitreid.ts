import { join } from 'node:path'
import { Command } from 'commander'
import { shortLived, shortPatience } from '#mocks/keycloak/short-lived.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type StoodUp, standUp } from '../mitreid/stand-up.ts'
import { port } from '../options/port.ts'
import { untilStopped } from '../options/until-stopped.ts'
import { usualPatience } from '../real/files.ts'

interface Options {
  readonly profile: string
  readonly port: number
  readonly shortLived: boolean
  readonly dir: string
}

const nextSteps = ({ target, issuer, log, files }: StoodUp): string => `
MITREid Connect is ready.

  ${target}
    issuer     ${issuer}
    discovery  ${issuer}.well-known/openid-configuration
    its words  ${log}

Play the suites against it, in another terminal:

  set -a; . ${files.environment}; set +a
  npx aai run --config ${files.configuration} --target ${target}

Ctrl-C ends it.`

const mitreid = async (options: Options): Promise<void> => {
  const stop = new AbortController()
  const stopped = untilStopped().then(() => stop.abort())
  const profile = loadProfile(options.profile)
  const stood = await standUp({
    reference: options.profile,
    profile: options.shortLived ? shortLived(profile) : profile,
    patience: options.shortLived ? shortPatience : usualPatience,
    port: options.port,
    folder: options.dir,
    signal: stop.signal,
    say: (sentence) => console.error(sentence),
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  if (stood === undefined) return
  console.log(nextSteps(stood))
  await Promise.race([stopped, stood.ended])
  await stood.close()
  if (!stop.signal.aborted) throw new Error(`MITREid Connect ended by itself: see its log in ${options.dir}.`)
  console.log('\nStopped; its database is gone, the files in the folder are not.')
}

export const command = new Command('mitreid')
  .description('start a real MITREid Connect on loopback that keeps a profile; Ctrl-C ends it')
  .option('-p, --profile <name or file>', 'which issuer it shall be', 'openaire-legacy')
  .option('--port <number>', 'port to listen on; 0 takes any free one', port, 8380)
  .option('--dir <folder>', 'where the configuration for aai run is written', join('.aai', 'mitreid'))
  .option('--short-lived', 'let tokens and sessions last seconds, so that a run can see them expire', false)
  .action(mitreid)
