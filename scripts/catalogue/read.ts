import { documents, type RequirementRow, requirements, type SourceRow } from '#fixtures/requirements/index.ts'
import { type CatalogueEntry, catalogue } from '#suites/kit/catalogue.ts'

/** The scenarios, and all that they could cite. */
export interface CatalogueData {
  readonly entries: readonly CatalogueEntry[]
  readonly requirements: Readonly<Record<string, RequirementRow>>
  readonly documents: Readonly<Record<string, SourceRow>>
}

export const readCatalogue = async (): Promise<CatalogueData> => ({
  entries: await catalogue(),
  requirements,
  documents,
})
