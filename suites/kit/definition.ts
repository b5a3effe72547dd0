import type { ExpectStatic } from 'vitest'
import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Given, Tools } from './contract.ts'

/** What a judgement is handed beside the evidence: a matcher library, and the tools for a second look. */
export interface Judging extends Tools {
  readonly expect: ExpectStatic
}

export type Judge<T> = (evidence: T & Judging) => void | Promise<void>

/** One judgement per requirement; an id that no document holds does not compile. */
export type Verify<T> = { readonly [R in RequirementId]?: Judge<T> }

/** For tables: one judgement whose requirement comes from the row. */
export const citing = <T>(id: RequirementId, judge: Judge<T>): Verify<T> => ({ [id]: judge })

export interface Scenario<T extends object> {
  /** `protocol.role.subject.behaviour`, frozen: a rename is a reviewed change. */
  readonly id: string
  /** A verb phrase for what the target does: `refuses a code presented with another verifier`. */
  readonly title: string
  readonly given?: Given
  /** The flow. A throw here is our fault, never the target's. */
  readonly when: (tools: Tools) => Promise<T>
  readonly verify: Verify<T>
}

/** A scenario whose evidence only it understands. */
export interface AnyScenario {
  readonly id: string
  readonly title: string
  readonly given?: Given
  readonly when: (tools: Tools) => Promise<object>
  readonly verify: Readonly<Record<string, Judge<object>>>
}
