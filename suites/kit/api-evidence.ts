import type { HttpAnswer } from './contract.ts'

/** What most scenarios about APIs come to: one answer. */
export interface Evidence {
  readonly answer: HttpAnswer
}
