import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, type WriteStream } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ConfigurationError } from '../wire/configuration-error.ts'
import type { RealmRepresentation } from './representation.ts'
import { isAtLeast, type KeycloakVersion } from './version.ts'

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

/** Lines of its output that an error message quotes. */
const quoted = 12

const argumentsOf = ({ version, relativePath, port }: KeycloakOptions): readonly string[] => [
  'start-dev',
  '--db=dev-mem',
  '--http-host=127.0.0.1',
  `--http-port=${port}`,
  `--http-relative-path=${relativePath || '/'}`,
  '--import-realm',
  // From 26.2 on the standard exchange is there without asking.
  ...(isAtLeast(version, 26, 2) ? [] : ['--features=token-exchange']),
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

/** The origin at which it listens, once it does. Rejects with its last lines when it ends before. */
const listening = (child: ChildProcess, version: string, log: WriteStream | undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    const tail: string[] = []
    const heard = (line: string): void => {
      log?.write(`${line}\n`)
      tail.push(line)
      if (tail.length > quoted) tail.shift()
      const origin = /Listening on: (https?:\/\/[^/\s]+)/.exec(line)?.[1]
      if (origin !== undefined) resolve(origin)
    }
    for (const input of [child.stdout, child.stderr]) if (input) createInterface({ input }).on('line', heard)
    child.on('error', reject)
    child.on('close', (status) =>
      reject(
        new Error(
          `Keycloak ${version} ended with status ${status} before it was ready. Its last lines:\n${tail.join('\n')}`,
        ),
      ),
    )
  })

/** Its first answers load most of it, which takes seconds on a busy machine: no client of a run shall wait for that. */
const warmUp = async (origin: string, { relativePath, realm, signal }: KeycloakOptions): Promise<void> => {
  const issuer = `${origin}${relativePath}/realms/${encodeURIComponent(realm.realm)}`
  const protocol = `${issuer}/protocol/openid-connect`
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'none' })
  const requests: readonly (readonly [string, RequestInit])[] = [
    [`${issuer}/.well-known/openid-configuration`, {}],
    [`${protocol}/token`, { method: 'POST', body: form }],
    [`${protocol}/auth`, {}],
  ]
  for (const [url, init] of requests) await (await fetch(url, { ...init, signal })).text()
}

/** Keycloak itself looks only after it has made its database. */
const mustBeFree = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () =>
      reject(new ConfigurationError(`Port ${port} of 127.0.0.1 is taken: choose another, or 0 for any free one.`)),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })

/** Starts a Keycloak on loopback with one realm in memory, and resolves when it answers. */
export const startKeycloak = async (options: KeycloakOptions): Promise<RunningKeycloak> => {
  await mustBeFree(options.port)
  const home = await prepare(options)
  const log = options.log === undefined ? undefined : createWriteStream(options.log)
  const removed = (): Promise<void> => rm(home, { recursive: true, force: true })
  // A group of its own: Ctrl-C in the terminal is for us, and we end the shell and the Java below it together.
  const child = spawn(join(home, 'bin', 'kc.sh'), argumentsOf(options), {
    env: environmentOf(options),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = new Promise<void>((resolve) => {
    for (const event of ['close', 'error']) child.once(event, () => resolve())
  }).then(() => new Promise<void>((flushed) => (log ? log.end(flushed) : flushed())))
  const end = (): void => {
    const { pid, exitCode, signalCode } = child
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGTERM')
  }
  options.signal?.addEventListener('abort', end, { once: true })
  if (options.signal?.aborted) end()
  const close = async (): Promise<void> => {
    end()
    await ended
    await removed()
  }
  try {
    const origin = await listening(child, options.version.text, log)
    await warmUp(origin, options)
    return { origin, ended, close }
  } catch (error) {
    await close()
    throw error
  }
}
