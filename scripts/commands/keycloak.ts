import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Command } from 'commander'
import { realmOf } from '#mocks/keycloak/realm.ts'
import { shortLived, shortPatience } from '#mocks/keycloak/short-lived.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { writeRealm } from '../keycloak/files.ts'
import { releaseOf } from '../keycloak/release.ts'
import { type StoodUp, standUp, usualPatience } from '../keycloak/stand-up.ts'
import { port } from '../options/port.ts'
import { untilStopped } from '../options/until-stopped.ts'

interface Options {
  readonly profile: string
  readonly release: string
  readonly port: number
  readonly realmOnly?: string
  readonly shortLived: boolean
  readonly dir: string
}

const nextSteps = ({ issuer, files }: StoodUp, admin: { username: string; password: string }): string =>
  `
Keycloak is ready.

  issuer     ${issuer}
  discovery  ${issuer}/.well-known/openid-configuration
  console    ${new URL(issuer).origin}${new URL(issuer).pathname.replace(/\/realms\/.*/, '')}/admin  (${admin.username} / ${admin.password})
  its words  ${files.log}

Play the suites against it, in another terminal:

  set -a; . ${files.environment}; set +a
  npx aai run --config ${files.configuration}

Ctrl-C ends it.`

const keycloak = async (options: Options): Promise<void> => {
  const loaded = loadProfile(options.profile)
  const profile = options.shortLived ? shortLived(loaded) : loaded
  const version = releaseOf(options.release)
  if (options.realmOnly !== undefined) {
    await writeRealm(options.realmOnly, realmOf(profile, version))
    console.log(`Wrote a realm for Keycloak ${version.text}: kc.sh import --file ${options.realmOnly}`)
    return
  }
  const stop = new AbortController()
  const stopped = untilStopped().then(() => stop.abort())
  const admin = { username: 'admin', password: randomBytes(9).toString('base64url') }
  const stood = await standUp({
    reference: options.profile,
    profile,
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
  await Promise.race([stopped, stood.keycloak.ended])
  await stood.keycloak.close()
  if (!stop.signal.aborted) throw new Error(`Keycloak ended by itself: see ${stood.files.log}.`)
  console.log('\nStopped; its realm is gone, the files in the folder are not.')
}

export const command = new Command('keycloak')
  .description('start a real Keycloak on loopback that keeps a profile; Ctrl-C ends it')
  .option('-p, --profile <name or file>', 'which issuer it shall be', 'openaire-beta')
  .option('--release <number>', 'which Keycloak: 22, 26, or a release such as 26.7.3', '22')
  .option('--port <number>', 'port to listen on; 0 takes any free one', port, 8180)
  .option('--dir <folder>', 'where the configuration for aai run is written', join('.aai', 'keycloak'))
  .option('--short-lived', 'let tokens and sessions last seconds, so that a run can see them expire', false)
  .option('--realm-only <file>', 'only write the realm, for a Keycloak of your own')
  .action(keycloak)
