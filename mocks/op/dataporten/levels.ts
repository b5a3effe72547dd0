import type { Person } from '#fixtures/schema/person.ts'
import type { Issuer } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { BrowserSession } from './session.ts'

const PREFIX = 'urn:mace:feide.no:auth:level:'

/** Of what was asked in acr_values: anything else means nothing here. */
const levelsOf = ({ levels }: AuthorizationRequest): readonly string[] =>
  levels.filter((level) => level.startsWith(PREFIX))

export type Level = 'met' | 'reachable' | 'out-of-reach'

/** Whether the login is on a level that the request asks for, or could be brought there. */
export const levelOf = (
  issuer: Issuer,
  request: AuthorizationRequest,
  session: BrowserSession,
  person: Person | undefined,
): Level => {
  const levels = levelsOf(request)
  if (levels.length === 0 || issuer.faults.behaviour('acr', request.clientId) !== undefined) return 'met'
  if (session.acr !== undefined && levels.includes(session.acr)) return 'met'
  const { acr } = person?.attributes ?? {}
  return typeof acr === 'string' && levels.includes(acr) ? 'reachable' : 'out-of-reach'
}

/** What the ID token states: the level that was reached, if the request asked for one at all. */
export const statedLevel = (
  issuer: Issuer,
  request: AuthorizationRequest,
  session: BrowserSession,
): string | undefined => {
  const [asked] = levelsOf(request)
  const fault = issuer.faults.behaviour('acr', request.clientId)
  if (asked === undefined || fault === 'ignored') return undefined
  return fault === 'claimed' ? asked : session.acr
}
