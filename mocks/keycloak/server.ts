import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startServer } from '../real/server-process.ts'
import type { RealmRepresentation } from './representation.ts'
import { isAtLeast, type KeycloakVersion } from './version.ts'
import { warmUp } from './warm-up.ts'

export interface KeycloakOptions {
  /** An unpacked distribution; it is copied, since every start writes into its own folder. */
  readonly distribution: string
  readonly version: KeycloakVersion
  readonly realm: RealmRepresentation
  /** `/auth`; empty for the root. */
  readonly relativePath: string
  /** On 127.0.0.1; 0 takes any free one. */
  readonly port: number
  /** File for everything it says. */
  readonly log?: string
  /** Of the administration console; without one there is no administrator. */
  readonly admin?: { readonly username: string; readonly password: string }
  /** Ends it, ready or not. */
  readonly signal?: AbortSignal
}

export interface RunningKeycloak {
  readonly origin: string
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>
  /** Ends the process and removes its folder. */
  readonly close: () => Promise<void>
}

const argumentsOf = ({ version, relativePath, port }: KeycloakOptions): readonly string[] => [
  'start-dev',
  '--db=dev-mem',
  '--http-host=127.0.0.1',
  `--http-port=${port}`,
  `--http-relative-path=${relativePath || '/'}`,
  '--import-realm',
  // From 26.2 on the standard exchange is there without asking.
  ...(isAtLeast(version, 26, 2) ? [] : ['--features=token-exchange,admin-fine-grained-authz']),
]

const environmentOf = ({ version, admin }: KeycloakOptions): NodeJS.ProcessEnv => {
  const [username, password] = isAtLeast(version, 26)
    ? ['KC_BOOTSTRAP_ADMIN_USERNAME', 'KC_BOOTSTRAP_ADMIN_PASSWORD']
    : ['KEYCLOAK_ADMIN', 'KEYCLOAK_ADMIN_PASSWORD']
  return {
    ...process.env,
    JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx640m',
    ...(admin ? { [username]: admin.username, [password]: admin.password } : {}),
  }
}

const prepare = async ({ distribution, realm }: KeycloakOptions): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), 'aai-keycloak-'))
  await cp(distribution, home, { recursive: true })
  await mkdir(join(home, 'data', 'import'), { recursive: true })
  await writeFile(join(home, 'data', 'import', `${realm.realm}-realm.json`), JSON.stringify(realm))
  return home
}

/** The origin at which it listens, once it does. */
const listening = (line: string): string | undefined => /Listening on: (https?:\/\/[^/\s]+)/.exec(line)?.[1]

const issuerAt = (origin: string, { relativePath, realm }: KeycloakOptions): string =>
  `${origin}${relativePath}/realms/${encodeURIComponent(realm.realm)}`

/** Starts a Keycloak on loopback with one realm in memory, and resolves when it answers. */
export const startKeycloak = async (options: KeycloakOptions): Promise<RunningKeycloak> => {
  // Keycloak itself looks only after it has made its database.
  await freePort(options.port)
  const home = await prepare(options)
  const { ready, ended, end } = startServer(
    {
      title: `Keycloak ${options.version.text}`,
      program: join(home, 'bin', 'kc.sh'),
      args: argumentsOf(options),
      environment: environmentOf(options),
      log: options.log,
      signal: options.signal,
      install: 'install Java 17 or newer',
    },
    listening,
  )
  const close = async (): Promise<void> => {
    end()
    await ended
    await rm(home, { recursive: true, force: true })
  }
  try {
    const origin = await ready
    await warmUp(issuerAt(origin, options), options.realm, options.signal)
    return { origin, ended, close }
  } catch (error) {
    await close()
    throw error
  }
}
