import type { Fault } from '#fixtures/schema/fault.ts'
import { documentFaults, type Wrong } from './documents.ts'
import { attributeRows, contactRows, shownRows } from './saml-metadata-people.ts'
import { documentRows, endpointRows, keyRows, servedRows } from './saml-metadata-technical.ts'

/** What the text alone shows. */
export const metadataTextFaults: readonly Fault[] = documentFaults('metadata', 'metadata', {
  ...documentRows,
  ...endpointRows,
  ...keyRows,
  ...shownRows,
  ...attributeRows,
  ...contactRows,
})

const alsoAsked: Readonly<Record<string, Wrong>> = {
  ...servedRows,
  'logo of metadata that is smaller than it says': {
    ...{ breaks: 'MDUI-2.1.5', replace: ['height="64" width="64"', 'height="64" width="640"'] },
  },
}

export const metadataFaults: readonly Fault[] = [
  ...metadataTextFaults,
  ...documentFaults('metadata', 'metadata', alsoAsked),
]
