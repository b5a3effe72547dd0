import type { DocumentKind } from '#fixtures/schema/document.ts'
import type { DocumentSeed } from './target-document.ts'

/** What a scenario takes a document to be. */
export interface DocumentGiven {
  readonly is: DocumentKind
}

/** The document under test: what was found in it, row by row. */
export type Document = DocumentSeed
