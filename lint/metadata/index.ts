import { requirements } from '#fixtures/requirements/index.ts'
import { attributeOf, everyElement } from '#mocks/xml/document.ts'
import type { Origin } from '../input.ts'
import { findingsIn, notApplicable, together } from '../judged.ts'
import { type Finding, type Judged, LintError, type Linted } from '../model.ts'
import type { Fetch } from '../online/fetch.ts'
import { attributeRules } from './attributes.ts'
import { categoryRules } from './categories.ts'
import { contactRules } from './contacts.ts'
import { endpointRules } from './endpoints.ts'
import { entityRules } from './entity.ts'
import { interfaceRules } from './interface.ts'
import { keyRules } from './keys.ts'
import { logoRules } from './logo.ts'
import type { Metadata, Remark, Rule } from './metadata.ts'
import { askAround } from './online.ts'
import { readMetadata, Unreadable } from './read.ts'
import { schemaRemarks } from './schema.ts'

/** Everything that can be said of metadata without asking anybody, but whether the schemas allow it. */
export const metadataRules: readonly Rule[] = [
  ...entityRules,
  ...endpointRules,
  ...keyRules,
  ...interfaceRules,
  ...logoRules,
  ...attributeRules,
  ...contactRules,
  ...categoryRules,
]

/** Longer values are shortened: a finding is read by people. */
const LONGEST = 200

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

const findingOf = (cites: Rule['cites'], { at, attribute, found, wrong, write, weight }: Remark): Finding => {
  const xpath = attribute === undefined ? at.xpath : `${at.xpath}/@${attribute}`
  const there = found ?? (attribute === undefined ? at.text.trim() : attributeOf(at, attribute)) ?? ''
  return {
    line: at.line,
    weight: weight ?? (requirements[cites].level === 'MUST' ? 'fail' : 'warn'),
    ...{ cites, setting: xpath.slice(xpath.lastIndexOf('/') + 1), xpath },
    ...{ found: shortened(there), wrong: shortened(wrong), write },
  }
}

const judge = ({ cites, remarks, unseen }: Rule, metadata: Metadata): Judged => {
  const findings = remarks(metadata).map((remark) => findingOf(cites, remark))
  const reason = findings.length > 0 ? undefined : unseen?.(metadata)
  return { cites, findings, ...(reason === undefined ? {} : { unseen: notApplicable(reason) }) }
}

/** One defect hides all others: of them nothing is known. */
const judgeUnreadable = ({ finding }: Unreadable): readonly Judged[] => [
  { cites: finding.cites, findings: [finding] },
  ...[...new Set(['MD-SCHEMA', 'MD-HTTPS', ...metadataRules.map(({ cites }) => cites)] as const)]
    .filter((cites) => cites !== finding.cites)
    .map((cites): Judged => ({ cites, findings: [], unseen: { verdict: 'skip', reason: finding.wrong } })),
]

export interface LintMetadataOptions {
  readonly now?: Date
  /** A folder with other schemas than ours. */
  readonly schemas?: string
  /** Asks for the logo, the pages, and for the metadata again; without it nobody is asked. */
  readonly fetch?: Fetch
  /** From where it came, when it was fetched. */
  readonly origin?: Origin
}

const judgeAll = async (metadata: Metadata, { origin, fetch }: LintMetadataOptions): Promise<readonly Judged[]> => {
  const schema = (await schemaRemarks(metadata)).map((remark) => findingOf('MD-SCHEMA', remark))
  const asked = await askAround(metadata, origin, fetch)
  return together([
    { cites: 'MD-SCHEMA', findings: schema },
    ...metadataRules.map((rule) => judge(rule, metadata)),
    ...asked.map(({ cites, remarks, unseen }) => ({
      ...{ cites, findings: remarks.map((remark) => findingOf(cites, remark)) },
      ...(unseen ? { unseen } : {}),
    })),
  ])
}

/** Looks at the metadata of a SAML service provider. Rejects with a LintError when other schemas are of no use. */
export const lintMetadata = async (file: string, text: string, options: LintMetadataOptions = {}): Promise<Linted> => {
  const { now = new Date(), schemas } = options
  const linted = (judged: readonly Judged[], settings: number): Linted => ({
    ...{ file, is: 'metadata', kind: 'saml-metadata', title: 'metadata of a SAML service provider' },
    ...{ settings, findings: findingsIn(judged), judged },
  })
  try {
    const metadata = await readMetadata(text, { now, ...(schemas === undefined ? {} : { schemas }) })
    return linted(await judgeAll(metadata, options), [...everyElement(metadata.entity)].length)
  } catch (error) {
    if (error instanceof Unreadable) return linted(judgeUnreadable(error), 0)
    if (error instanceof Error && error.name === 'SchemaError')
      throw new LintError(`cannot be held against a schema: ${error.message}`)
    throw error
  }
}
