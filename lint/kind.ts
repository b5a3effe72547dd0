import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Setting, Weight } from './model.ts'
import type { Placed } from './rules/rule.ts'

/** What a setting is about, whatever its name. */
export const meanings = [
  'issuer',
  'discovery',
  'client-id',
  'secret',
  'redirect-uri',
  'post-logout',
  'logout',
  'pkce',
  'scopes',
  'session-lifetime',
  'introspection',
] as const
export type Meaning = (typeof meanings)[number]

/** A value that is wrong wherever it stands. */
export interface Switch {
  readonly name: RegExp
  readonly value: RegExp
  readonly weight: Weight
  readonly cites: RequirementId
  readonly wrong: string
  readonly write: string
}

/** A kind of configuration file: how it is recognised and read, and what its settings mean. */
export interface Kind {
  readonly id: string
  readonly title: string
  /** By its name, without the folder, and by what stands in it. */
  readonly fits: (name: string, text: string) => boolean
  /** Throws a LintError when it is not of the form that it should have. */
  readonly read: (text: string) => readonly Setting[]
  readonly names: Readonly<Partial<Record<Meaning, RegExp>>>
  readonly switches?: readonly Switch[]
  /** Compares the issuer whatever slash ends it. */
  readonly forgivesSlash?: true
  /** Adds openid to the scopes by itself. */
  readonly addsOpenid?: true
  /** Instead of those for the settings of clients. */
  readonly rules?: readonly Placed[]
  /** What PKCE is called there; absent where it cannot be said. */
  readonly pkce?: { readonly name: string; readonly off: RegExp }
}

export const named = (kind: Kind, meaning: Meaning, settings: readonly Setting[]): readonly Setting[] => {
  const name = kind.names[meaning]
  return name === undefined ? [] : settings.filter((setting) => name.test(setting.name))
}
