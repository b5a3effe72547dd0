import type { DocumentKind } from '#fixtures/schema/document.ts'
import type { Judged } from '#lint/model.ts'

/** A document that was handed in, and what was made of it; plain data. */
export interface DocumentSeed {
  readonly is: DocumentKind
  /** Ours, in which nothing is wrong but what a fault put there. */
  readonly ours: boolean
  /** As whoever handed it in calls it. */
  readonly file: string
  /** `directives of mod_auth_openidc` */
  readonly title: string
  readonly judged: readonly Judged[]
  /** Lines of which something was found, as they stand there, by their numbers; none of what may hold secrets. */
  readonly lines: Readonly<Record<number, string>>
}
