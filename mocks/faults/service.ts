import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt } from './rows.ts'
import { answerRows } from './service-answers.ts'
import { idTokenRows } from './service-id-token.ts'
import { metadataRows } from './service-metadata.ts'
import { requestRows } from './service-requests.ts'
import { sessionRows } from './service-sessions.ts'
import { sizeRows } from './service-sizes.ts'

/** What a service may get wrong. */
export const serviceFaults: readonly Fault[] = faultsAt('behaviour', 'service', {
  ...idTokenRows,
  ...answerRows,
  ...requestRows,
  ...metadataRows,
  ...sessionRows,
  ...sizeRows,
})
