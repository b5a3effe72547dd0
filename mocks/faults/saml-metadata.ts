import type { Fault } from '#fixtures/schema/fault.ts'
import { documentFaults, type Wrong } from './documents.ts'
import { attributeRows, contactRows, shownRows } from './saml-metadata-people.ts'
import { documentRows, endpointRows, keyRows } from './saml-metadata-technical.ts'

/** Named after what is wrong in the text. */
export const metadataRows: Readonly<Record<string, Wrong>> = {
  ...documentRows,
  ...endpointRows,
  ...keyRows,
  ...shownRows,
  ...attributeRows,
  ...contactRows,
}

export const metadataFaults: readonly Fault[] = documentFaults('metadata', 'metadata', metadataRows)
