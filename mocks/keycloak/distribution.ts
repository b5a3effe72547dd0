import { spawn } from 'node:child_process'
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ConfigurationError } from '../wire/configuration-error.ts'
import type { KeycloakVersion } from './version.ts'

const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack'

/** Where distributions are kept between runs. */
export const distributionCache = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'aai-conformance', 'keycloak')

/** Says what came of a program; `started` is false where there is none of that name. */
interface Outcome {
  readonly started: boolean
  readonly status: number | null
  readonly output: string
}

const run = (program: string, args: readonly string[], cwd: string, signal?: AbortSignal): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, signal, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => {
      if (signal?.aborted) reject(error)
      else resolve({ started: false, status: null, output: '' })
    })
    child.on('close', (status) => resolve({ started: true, status, output: Buffer.concat(chunks).toString() }))
  })

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

/** The sentence of Maven that tells most, without its colours and its prefix. */
const reasonIn = (output: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Maven writes terminal colours into a pipe too.
  const lines = output.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n')
  const errors = lines.filter((line) => line.startsWith('[ERROR]')).map((line) => line.slice(8).trim())
  return errors.find(Boolean) ?? lines.findLast(Boolean) ?? 'it said nothing'
}

const refusal = (version: string, output: string): ConfigurationError => {
  if (output.includes('Could not find artifact')) {
    return new ConfigurationError(
      `Maven Central has no Keycloak ${version}: name another release of that line, 22.0.5 or 26.7.3 for example.`,
    )
  }
  return new ConfigurationError(
    `Maven could not fetch Keycloak ${version}: ${reasonIn(output)}. Try again when Maven Central answers, or set a mirror in settings.xml of Maven.`,
  )
}

interface Fetching {
  readonly cache?: string
  /** The program. */
  readonly maven?: string
  readonly signal?: AbortSignal
}

const fetchInto = async (folder: string, version: string, { maven = 'mvn', signal }: Fetching): Promise<void> => {
  const artifact = `-Dartifact=org.keycloak:keycloak-quarkus-dist:${version}:zip`
  const args = ['--batch-mode', '--no-transfer-progress', goal, artifact, `-DoutputDirectory=${folder}`]
  // The goal leaves markers where it runs.
  const { started, status, output } = await run(maven, args, folder, signal)
  if (!started) {
    throw new ConfigurationError(
      `Keycloak ${version} comes from Maven Central and there is no ${maven} on the path: install Maven, and Java 17 or newer.`,
    )
  }
  if (status !== 0) throw refusal(version, output)
}

/**
 * The folder of an unpacked Keycloak, fetched by Maven where the cache lacks it.
 * Throws a ConfigurationError without Maven, or where Maven Central has or gives none.
 */
export const keycloakDistribution = async (version: KeycloakVersion, options: Fetching = {}): Promise<string> => {
  const { cache = distributionCache() } = options
  const home = join(cache, version.text)
  if (await exists(join(home, 'bin', 'kc.sh'))) return home
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'fetching-'))
  try {
    await fetchInto(folder, version.text, options)
    await rename(join(folder, `keycloak-${version.text}`), home).catch(async (error: unknown) => {
      // Somebody else was faster.
      if (!(await exists(join(home, 'bin', 'kc.sh')))) throw error
    })
    return home
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
