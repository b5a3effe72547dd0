import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { DocumentKind } from '#fixtures/schema/document.ts'

/** One setting as it stands in a file. */
export interface Setting {
  /** `clientId`, `OIDCRedirectURI`, `spring.security.oauth2.client.provider.aai.issuer-uri` */
  readonly name: string
  /** Of a list each value is a setting of its own; of a map each key. */
  readonly value: string
  /** Counts from 1. */
  readonly line: number
}

/** How bad it is: what must be mended, what should be, what is good to know. */
export type Weight = 'fail' | 'warn' | 'note'

export interface Finding {
  readonly line: number
  readonly weight: Weight
  /** The requirement that is not met. */
  readonly cites: RequirementId
  /** The setting, by its name. */
  readonly setting: string
  /** Where it stands in a document of XML, with the prefixes of the document. */
  readonly xpath?: string
  /** What stands there, shortened; absent where it could be a secret. */
  readonly found?: string
  /** What is wrong: one sentence. */
  readonly wrong: string
  /** What to write instead: one sentence, or a value. */
  readonly write: string
}

/** What a file shows of one requirement. */
export interface Judged {
  readonly cites: RequirementId
  readonly findings: readonly Finding[]
  /** Why there was nothing to look at: a file that says nothing of it is not right in it. */
  readonly unseen?: Unseen
}

export interface Unseen {
  /** `skip`: somebody who asks otherwise would see it. */
  readonly verdict: 'skip' | 'not-applicable'
  /** One sentence. */
  readonly reason: string
}

/** What a file was taken for, and what was found in it. */
export interface Linted {
  readonly file: string
  readonly is: DocumentKind
  readonly kind: string
  readonly title: string
  readonly settings: number
  readonly findings: readonly Finding[]
  /** By requirement: all that were looked at, whatever was found. */
  readonly judged: readonly Judged[]
}

/** Something keeps a file from being read: one sentence. */
export class LintError extends Error {
  override readonly name = 'LintError'
}
