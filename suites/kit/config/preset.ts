import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import type { Preset } from '#fixtures/schema/preset.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { filledIn } from '../targets/placeholders.ts'
import { resolveTargets, type TargetConfiguration } from './resolve.ts'
import { service } from './schema-service.ts'

const shelf = new URL('../../../fixtures/presets/', import.meta.url)

export const presetNames = (): readonly string[] =>
  readdirSync(shelf)
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    .toSorted()

const presetNamed = (name: string): Preset => {
  if (!presetNames().includes(name)) {
    throw new ConfigurationError(`There is no preset "${name}": there are ${presetNames().join(', ')}.`)
  }
  return JSON.parse(readFileSync(new URL(`${name}.json`, shelf), 'utf8')) as Preset
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

const checkProgram = (preset: string, { name, install, check }: Preset['program'], path: string): void => {
  // Debian has its servers where only the administrator looks.
  const folders = [...path.split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const found = folders.map((folder) => join(folder, name)).find(isProgram)
  if (found !== undefined && (check === undefined || spawnSync(found, check).status === 0)) return
  if (found !== undefined)
    throw new ConfigurationError(`The preset ${preset} runs ${name}, which lacks something: ${install}.`)
  throw new ConfigurationError(`The preset ${preset} runs ${name}, which is not on the PATH: ${install}.`)
}

export interface AskedPreset {
  readonly preset: string
  /** The user's own copy of the service. */
  readonly dir?: string
  readonly profile?: string
}

const folderOf = ({ preset, dir }: AskedPreset, { requires = [], folder }: Preset): string | undefined => {
  if (folder === undefined) return undefined
  if (dir === undefined)
    throw new ConfigurationError(`The preset ${preset} runs a copy of yours: name its folder by --dir.`)
  const path = resolve(dir)
  if (!existsSync(path) || !statSync(path).isDirectory())
    throw new ConfigurationError(`There is no folder ${dir}: check --dir.`)
  const lacking = requires.find((each) => !existsSync(join(path, each.path)))
  if (lacking) throw new ConfigurationError(`${dir} has no ${lacking.path}: ${lacking.remedy}.`)
  return path
}

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })

type Values = Readonly<Record<string, string>>

/** Texts of any structure, with what stands for something in them. */
const filled = (value: unknown, values: Values): unknown => {
  if (typeof value === 'string') return filledIn(value, values)
  if (Array.isArray(value)) return value.map((each) => filled(each, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, values)]))
}

const SECRET = 'AAI_PRESET_SECRET'

/** Everything is known beforehand, so that it can be written into files. */
const valuesFor = async (home: string, profile: string): Promise<Values> => {
  const [port, issuerPort] = [await freePort(), await freePort()]
  const path = new URL(loadProfile(profile).issuer).pathname.replace(/^\/$/, '')
  const issuer = `http://127.0.0.1:${issuerPort}${path}`
  const [, realm = ''] = /\/realms\/([^/]+)$/.exec(path) ?? []
  return {
    ...{ home, issuer, realm, port: String(port), origin: `http://localhost:${port}`, issuer_port: String(issuerPort) },
    issuer_server: issuer.replace(/\/realms\/[^/]+$/, ''),
    client_id: 'preset-under-test',
    client_secret: randomBytes(24).toString('base64url'),
    passphrase: randomBytes(16).toString('hex'),
  }
}

const lay = (home: string, from: string | undefined, { folder, files }: Preset, values: Values): void => {
  if (from !== undefined && folder !== undefined) {
    const filter = (source: string): boolean => basename(source) !== '.git'
    cpSync(from, join(home, folder), { recursive: true, dereference: true, filter })
  }
  for (const [path, lines] of Object.entries(files)) {
    const at = join(home, path)
    mkdirSync(dirname(at), { recursive: true })
    rmSync(at, { force: true })
    writeFileSync(at, `${lines.map((line) => filledIn(line, values)).join('\n')}\n`)
  }
}

/** A service that many have as a target. What is written is written into a folder of the run, and never into the user's. */
export const resolvePreset = async (
  asked: AskedPreset,
  environment: NodeJS.ProcessEnv,
): Promise<TargetConfiguration> => {
  const { preset: name, profile = 'openaire-beta' } = asked
  const preset = presetNamed(name)
  checkProgram(name, preset.program, environment.PATH ?? '')
  const from = folderOf(asked, preset)
  const home = mkdtempSync(join(tmpdir(), 'aai-preset-'))
  process.once('exit', () => rmSync(home, { recursive: true, force: true }))
  const values = await valuesFor(home, profile)
  lay(home, from, preset, values)
  const described = { kind: 'service', title: preset.title, profile, port: Number(values.issuer_port) }
  const client = { clientId: values.client_id, secret: `\${${SECRET}}` }
  const { client: more = {}, ...rest } = filled(preset.service, values) as Record<string, unknown>
  const entry = service.parse({ ...described, ...rest, client: { ...client, ...(more as object) } })
  const file = { name: `preset ${name}`, path: join(home, 'aai.config.json'), content: { targets: { [name]: entry } } }
  const [target] = await resolveTargets(file, { ...environment, [SECRET]: values.client_secret })
  if (target?.kind !== 'embedded') throw new Error(`The preset ${name} made no target.`)
  return { ...target, known: { of: preset.title, scenarios: preset.known ?? {} } }
}
