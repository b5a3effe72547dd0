import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CleanDocument, DocumentKind } from '#fixtures/schema/document.ts'
import type { Bend } from '#fixtures/schema/fault.ts'
import { lintDocument } from '#lint/document.ts'
import { readConfigurationFile, readSource, type Source } from '#lint/input.ts'
import { LintError, type Linted } from '#lint/model.ts'
import { createFetch, type Fetch } from '#lint/online/fetch.ts'
import { bentText } from '#mocks/faults/documents.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { free } from '../care/care.ts'
import { keycloakForms, type TargetSeed } from '../target.ts'
import type { DocumentSeed } from '../target-document.ts'
import { cleanSight, cleanWeb } from './document-web.ts'
import type { EmbeddedTarget, Raised } from './embedded.ts'

/** A file of somebody's. */
export interface OwnDocument {
  readonly is: DocumentKind
  /** Absolute, or seen from where the program runs; or an address. */
  readonly path: string
  /** As its owner calls it. */
  readonly name: string
  /** What it links to is not opened. */
  readonly offline?: boolean
  /** What it links to may lie inside of a network. */
  readonly private?: boolean
}

/** A file that was looked at before. */
export interface ReadDocument {
  readonly is: DocumentKind
  readonly linted: Linted
  readonly text: string
}

export type DocumentSource = CleanDocument | OwnDocument | ReadDocument

const isClean = (source: DocumentSource): source is CleanDocument => !('path' in source || 'linted' in source)

const CLEAN = new URL('../../../fixtures/documents/', import.meta.url)

/** As if it had come from where it would be served. */
const originOf = async (url: string | undefined, fetch: Fetch): Promise<Pick<Source, 'origin'>> => {
  if (url === undefined) return {}
  const answer = await fetch(url)
  return 'failure' in answer ? {} : { origin: { url, end: answer.url, type: answer.type } }
}

const readClean = async (
  { file, address }: CleanDocument,
  faults: readonly Bend[],
): Promise<readonly [Linted, string]> => {
  const path = fileURLToPath(new URL(file, CLEAN))
  const bends = faults.filter(({ at }) => at === 'document')
  const text = bends.reduce(bentText, readConfigurationFile(path))
  const fetch = cleanWeb(bends, text)
  const options = { folder: dirname(path), fetch, sight: cleanSight, ...(await originOf(address, fetch)) }
  return [await lintDocument(file, text, options), text]
}

const readOwn = async ({ path, name, ...options }: OwnDocument): Promise<readonly [Linted, string]> => {
  const online = createFetch({ privately: options.private ?? false })
  const fetch: Fetch | undefined = options.offline ? undefined : online.fetch
  try {
    const asking = fetch ? { fetch } : {}
    const { text, ...source } = await readSource(path, asking)
    return [await lintDocument(name, text, { ...source, ...asking }), text]
  } catch (error) {
    throw error instanceof LintError ? new ConfigurationError(`${name} ${error.message}`) : error
  } finally {
    await online.close()
  }
}

const read = async (source: DocumentSource, faults: readonly Bend[]): Promise<readonly [Linted, string]> => {
  if (isClean(source)) return readClean(source, faults)
  return 'linted' in source ? [source.linted, source.text] : readOwn(source)
}

const LONGEST_LINE = 300

const withoutCredentials = (line: string): string => line.replaceAll(/\/\/[^/@\s]*@/g, '//')

/** Of a configuration no line is shown: there may be a secret in it. */
const linesOf = ({ is, findings }: Linted, text: string): DocumentSeed['lines'] => {
  if (is === 'configuration') return {}
  const all = text.split(/\r?\n/)
  return Object.fromEntries(
    findings.map(({ line }) => [
      line,
      withoutCredentials(all[line - 1] ?? '')
        .trim()
        .slice(0, LONGEST_LINE),
    ]),
  )
}

const checkKind = (source: DocumentSource, { file, is, title }: Linted): void => {
  if (source.is === is) return
  throw new ConfigurationError(`${file} is no ${source.is}, but ${title}: name another file, or another kind.`)
}

/** What scenarios judge of a document. */
export const documentSeed = (linted: Linted, text: string, ours: boolean): DocumentSeed => {
  const { is, file, title, judged } = linted
  return { is, ours, file, title, judged, lines: linesOf(linted, text) }
}

const seedOf = (target: EmbeddedTarget, document: DocumentSeed): TargetSeed => {
  const profile = typeof target.profile === 'string' ? loadProfile(target.profile) : target.profile
  const fault = target.faults?.[0]?.id
  return {
    ...{ id: target.id, title: target.title ?? document.file, kind: 'embedded', document },
    // No issuer has a part in it; these are what a run wants to know of any target.
    ...{ issuer: profile.issuer, discoveryUrl: profile.issuer, profile, dialect: profile.dialect },
    conditions: loadDialect(profile.dialect).conditions,
    ...{ quirks: {}, endpoints: {}, clients: {}, users: {}, forms: keycloakForms, hosts: {} },
    ...{ patience: 0, intrusive: false, driver: 'http' },
    ...(fault === undefined ? {} : { fault }),
    ...(target.only === undefined ? {} : { only: target.only }),
  }
}

const nothingOf = async (): Promise<never> => {
  throw new ConfigurationError('A document has no issuer.')
}

/** Reads what was handed in, once, for all scenarios. Rejects with a ConfigurationError. */
export const raiseDocument = async (target: EmbeddedTarget, source: DocumentSource): Promise<Raised> => {
  const [linted, text] = await read(source, target.faults ?? [])
  checkKind(source, linted)
  return {
    seed: seedOf(target, documentSeed(linted, text, isClean(source))),
    care: free,
    age: nothingOf,
    resign: nothingOf,
    close: async () => {},
  }
}
