import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Command } from 'commander'
import { realmOf } from '#mocks/keycloak/realm.ts'
import { shortLived, shortPatience } from '#mocks/keycloak/short-lived.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { releaseOf } from '../keycloak/release.ts'
import { type KeptIssuer, type StoodUp, standUp } from '../keycloak/stand-up.ts'
import { port } from '../options/port.ts'
import { untilStopped } from '../options/until-stopped.ts'
import { ownerOnly, usualPatience, writeJson } from '../real/files.ts'

interface Options {
  readonly profile: string
  readonly release: string
  readonly port: number
  readonly pair?: string
  readonly realmOnly?: string
  readonly shortLived: boolean
  readonly dir: string
}

const consoleOf = (issuer: string): string => `${issuer.replace(/\/realms\/[^/]*$/, '')}/admin`

const nextSteps = ({ targets, files }: StoodUp, admin: { username: string; password: string }): string => {
  const described = targets.map(
    ({ id, issuer, log }) => `
  ${id}
    issuer     ${issuer}
    discovery  ${issuer}/.well-known/openid-configuration
    console    ${consoleOf(issuer)}  (${admin.username} / ${admin.password})
    its words  ${log}
`,
  )
  return `
Keycloak is ready.
${described.join('')}
Play the suites against it, in another terminal:

  set -a; . ${files.environment}; set +a
  npx aai run --config ${files.configuration} --target ${targets[0]?.id}

Ctrl-C ends it.`
}

const keycloak = async (options: Options): Promise<void> => {
  const kept = (reference: string): KeptIssuer => {
    const profile = loadProfile(reference)
    return { reference, profile: options.shortLived ? shortLived(profile) : profile }
  }
  const issuer = kept(options.profile)
  const version = releaseOf(options.release)
  if (options.realmOnly !== undefined) {
    await writeJson(options.realmOnly, realmOf(issuer.profile, version), ownerOnly)
    console.log(`Wrote a realm for Keycloak ${version.text}: kc.sh import --file ${options.realmOnly}`)
    return
  }
  const stop = new AbortController()
  const stopped = untilStopped().then(() => stop.abort())
  const admin = { username: 'admin', password: randomBytes(9).toString('base64url') }
  const stood = await standUp({
    ...issuer,
    pair: options.pair === undefined ? undefined : kept(options.pair),
    version,
    port: options.port,
    folder: options.dir,
    patience: options.shortLived ? shortPatience : usualPatience,
    admin,
    signal: stop.signal,
    say: (sentence) => console.error(sentence),
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  if (stood === undefined) return
  console.log(nextSteps(stood, admin))
  await Promise.race([stopped, stood.ended])
  await stood.close()
  if (!stop.signal.aborted) throw new Error(`Keycloak ended by itself: see its log in ${options.dir}.`)
  console.log('\nStopped; its realm is gone, the files in the folder are not.')
}

export const command = new Command('keycloak')
  .description('start a real Keycloak on loopback that keeps a profile; Ctrl-C ends it')
  .option('-p, --profile <name or file>', 'which issuer it shall be', 'openaire-beta')
  .option('--release <number>', 'which Keycloak: 22, 26, or a release such as 26.7.3', '22')
  .option('--port <number>', 'port to listen on; 0 takes any free one', port, 8180)
  .option('--dir <folder>', 'where the configuration for aai run is written', join('.aai', 'keycloak'))
  .option('--pair <name or file>', 'the other environment, which gets a Keycloak of its own')
  .option('--short-lived', 'let tokens and sessions last seconds, so that a run can see them expire', false)
  .option('--realm-only <file>', 'only write the realm, for a Keycloak of your own')
  .action(keycloak)
