import { spawn } from 'node:child_process'
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { ConfigurationError } from '../wire/configuration-error.ts'

const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1'

export interface Fetching {
  /** Folder in which distributions are kept between runs. */
  readonly cache?: string
  /** The program. */
  readonly maven?: string
  readonly signal?: AbortSignal
}

/** Something on Maven Central, with the words for whoever cannot have it. */
export interface Artifact {
  /** `group:artifact:version:type` */
  readonly coordinates: string
  /** Of an archive its content or itself. */
  readonly as: 'unpacked' | 'file'
  /** `Keycloak 22.0.5` */
  readonly title: string
  /** `Java 17 or newer` */
  readonly java: string
  /** What to do where Maven Central has no such release. */
  readonly otherwise: string
}

/** Where a product's distributions are kept between runs. */
export const cacheOf = (product: string): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'aai-conformance', product)

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

/** The sentence of Maven that tells most, without its colours and its prefix. */
const reasonIn = (output: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Maven writes terminal colours into a pipe too.
  const lines = output.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n')
  const errors = lines.filter((line) => line.startsWith('[ERROR]')).map((line) => line.slice(8).trim())
  return errors.find(Boolean) ?? lines.findLast(Boolean) ?? 'it said nothing'
}

const refusal = ({ title, otherwise }: Artifact, output: string): ConfigurationError => {
  if (output.includes('Could not find artifact')) {
    return new ConfigurationError(`Maven Central has no ${title}: ${otherwise}.`)
  }
  return new ConfigurationError(
    `Maven could not fetch ${title}: ${reasonIn(output)}. Try again when Maven Central answers, or set a mirror in settings.xml of Maven.`,
  )
}

/**
 * Puts an artifact of Maven Central into a folder.
 * Throws a ConfigurationError without Maven, or where Maven Central has or gives none.
 */
export const fetchArtifact = async (
  artifact: Artifact,
  folder: string,
  { maven = 'mvn', signal }: Fetching,
): Promise<void> => {
  const goal = `${plugin}:${artifact.as === 'file' ? 'copy' : 'unpack'}`
  const where = [`-Dartifact=${artifact.coordinates}`, `-DoutputDirectory=${folder}`]
  const args = ['--batch-mode', '--no-transfer-progress', goal, ...where]
  await mkdir(folder, { recursive: true })
  // The goal leaves markers where it runs.
  const { started, status, output } = await run(maven, args, folder, signal)
  if (!started) {
    throw new ConfigurationError(
      `${artifact.title} comes from Maven Central and there is no ${maven} on the path: install Maven, and ${artifact.java}.`,
    )
  }
  if (status !== 0) throw refusal(artifact, output)
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

/**
 * A folder of a cache that is filled once, whole or not at all: `fill` works in a folder of its own and names
 * what of it shall stay. The folder is there when `mark`, a path within it, is.
 */
export const keptOnce = async (
  home: string,
  mark: string,
  fill: (folder: string) => Promise<string>,
): Promise<string> => {
  if (await exists(join(home, mark))) return home
  await mkdir(dirname(home), { recursive: true })
  const folder = await mkdtemp(join(dirname(home), `fetching-${basename(home)}-`))
  try {
    await rename(await fill(folder), home).catch(async (error: unknown) => {
      // Somebody else was faster.
      if (!(await exists(join(home, mark)))) throw error
    })
    return home
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
