import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Bend } from '#fixtures/schema/fault.ts'
import type { Feature } from '#fixtures/schema/profile.ts'

/** What a service must not fall for: an issuer, or somebody between, that is wrong in one thing. */
export interface Attack extends Bend {
  readonly id: string
  /** A noun phrase with its article. */
  readonly title: string
  /** The requirement of services that it puts to the test. */
  readonly tries: RequirementId
  /** Further requirements that say the same. */
  readonly also?: readonly RequirementId[]
  /** What a standard allows, in one sentence: who falls for it hears a remark. */
  readonly lenient?: string
  /**
   * Whoever logged in may be signed in all the same, as themselves and nobody else: that is fine, or it is what
   * `lenient` is about. Nobody may be signed in unless said.
   */
  readonly oneself?: 'fine' | 'lenient'
  /** What the issuer must offer for it to mean anything. */
  readonly needs?: readonly Feature[]
}

export type Told = Pick<Attack, 'also' | 'lenient' | 'oneself' | 'needs'>

export type Row = readonly [title: string, bend: Omit<Bend, 'at'>, told?: Told]
export type Rows = Readonly<Record<string, Row>>

/** Rows of one place; `all` is what holds for each of them that says nothing else. */
export const attacksAt = (
  at: Bend['at'],
  prefix: string,
  tries: RequirementId,
  rows: Rows,
  all: Told & Pick<Bend, 'on'> = {},
): readonly Attack[] =>
  Object.entries(rows).map(([name, [title, bend, told]]) => ({
    ...{ id: `attack.${prefix}.${name}`, title, tries, at },
    ...all,
    ...bend,
    ...told,
  }))

export const STRANGER = 'https://aai.other.example'
export const SOMEBODY_ELSE = 'somebody-else@aai.openaire.eu'
