import type { RequirementId } from '#fixtures/requirements/index.ts'

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
  /** What is wrong: one sentence. */
  readonly wrong: string
  /** What to write instead: one sentence, or a value. */
  readonly write: string
}

/** What a file was taken for, and what was found in it. */
export interface Linted {
  readonly file: string
  readonly kind: string
  readonly title: string
  readonly settings: number
  readonly findings: readonly Finding[]
}

/** Something keeps a file from being read: one sentence. */
export class LintError extends Error {
  override readonly name = 'LintError'
}
