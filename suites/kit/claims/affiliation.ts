import { isSyntaxFault, type SyntaxFault } from './fault.ts'
import { parseScoped } from './scope.ts'

/** The controlled vocabulary of eduPersonAffiliation (eduPerson 202208, section 2.2.1). */
export const affiliations = [
  'faculty',
  'student',
  'staff',
  'alum',
  'member',
  'affiliate',
  'employee',
  'library-walk-in',
] as const

export interface Affiliation {
  readonly value: string
  readonly scope: string
  /** True when the value is one of `affiliations`; voPersonExternalAffiliation allows others too. */
  readonly controlled: boolean
}

/** Parses `value@scope`, as eduPersonScopedAffiliation and voPersonExternalAffiliation have it. */
export const parseAffiliation = (text: string): Affiliation | SyntaxFault => {
  const scoped = parseScoped(text)
  if (isSyntaxFault(scoped)) return scoped
  const { local: value, scope } = scoped
  const stray = value.search(/[^!-~]/)
  if (stray !== -1) return { position: stray, message: 'a blank, control or non-ASCII character before the "@"' }
  return { value, scope, controlled: affiliations.some((known) => known === value) }
}
