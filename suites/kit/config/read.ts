import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { shapeProblems } from '#mocks/profiles/explain.ts'
import { isObject, type JsonObject, type JsonValue } from '#mocks/profiles/json.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { type Configuration, configuration, shapeFor, type TargetEntry } from './schema.ts'

export interface ReadConfiguration {
  /** As a person would write it. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly content: Configuration
}

const ENDINGS = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml']

/** The configuration of a folder, if it has one; two are one too many. */
export const findConfiguration = (folder: string): string | undefined => {
  const found = ENDINGS.map((ending) => `aai.config.${ending}`).filter((name) => existsSync(resolve(folder, name)))
  const [first, second] = found
  if (first && second) {
    throw new ConfigurationError(`There are ${found.join(' and ')}: keep one, or name it with --config.`)
  }
  return first
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''

const fromModule = async (path: string, name: string): Promise<unknown> => {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(path).href)
    return module.default
  } catch (error) {
    throw new ConfigurationError(`${name} cannot be loaded: ${firstLine(error)}`)
  }
}

const fromText = async (path: string, name: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8')
  const { parse } = await import('yaml')
  try {
    // JSON is YAML, and this way its errors come with their line.
    return parse(text, { prettyErrors: true })
  } catch (error) {
    throw new ConfigurationError(`${name} is no ${extname(path).slice(1)}: ${firstLine(error).replace(/:$/, '')}.`)
  }
}

const ended = (sentence: string): string => (/[?.]$/.test(sentence) ? sentence : `${sentence}.`)

/** Throws one line for each thing to mend. */
const refuse = (place: string, problems: readonly { readonly sentence: string }[]): void => {
  if (problems.length === 0) return
  throw new ConfigurationError(problems.map(({ sentence }) => `${place}: ${ended(sentence)}`).join('\n'))
}

const validated = (read: unknown, name: string): Configuration => {
  const content = read as JsonValue | undefined
  if (!isObject(content)) {
    throw new ConfigurationError(`${name} holds no configuration: export default defineConfig({ targets: { … } }).`)
  }
  refuse(name, shapeProblems(configuration, content))
  const { targets } = configuration.parse(content)
  const entries = Object.entries(targets).map(([id, entry]): [string, TargetEntry] => {
    const kind = shapeFor(entry)
    refuse(`${name}, targets.${id}`, shapeProblems(kind, entry as JsonObject))
    return [id, kind.parse(entry)]
  })
  if (entries.length === 0) throw new ConfigurationError(`${name} names no target: add one to "targets".`)
  return { targets: Object.fromEntries(entries) }
}

/** Reads and validates a configuration. Throws a ConfigurationError, one line for each thing to mend. */
export const readConfiguration = async (file: string, folder = process.cwd()): Promise<ReadConfiguration> => {
  const path = resolve(folder, file)
  if (!existsSync(path)) throw new ConfigurationError(`There is no configuration ${file}: check the path of --config.`)
  const isModule = /^\.[cm]?[jt]s$/.test(extname(path))
  const content = await (isModule ? fromModule(path, file) : fromText(path, file))
  return { name: file, path, content: validated(content, file) }
}
