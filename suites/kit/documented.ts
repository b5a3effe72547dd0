import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { DocumentKind } from '#fixtures/schema/document.ts'
import type { Document } from './contract-document.ts'
import { citing } from './definition.ts'
import { scenario } from './scenario.ts'

type Evidence = { readonly document: Document }

/** What a document does, what the scenario is called, and the row that is judged. */
export type DocumentedRow = readonly [title: string, id: string, cites: RequirementId]

/** A scenario for each row: documents of this kind are read once, and judged row by row. */
export const documented = (is: DocumentKind, rows: readonly DocumentedRow[]): void => {
  for (const [title, id, cites] of rows) {
    scenario<Evidence>({
      id,
      title,
      given: { document: { is } },
      when: async ({ document }) => ({ document }),
      verify: citing<Evidence>(cites, ({ document, expect }) => {
        expect(document).toHold(cites)
      }),
    })
  }
}
