import { keycloakLines } from '#fixtures/keycloak/lines.ts'
import type { FidelityLine } from '#fixtures/schema/fidelity.ts'
import { mitreidTitle } from '../mitreid/distribution.ts'
import type { FieldKind } from './compare.ts'
import { ourMitreid, realMitreid } from './mitreid.ts'
import { ourKeycloak, type RunningParty } from './our-party.ts'
import { realKeycloak } from './real-keycloak.ts'

/** A line of software, as it really is and as we play it. */
export interface Software {
  readonly line: FidelityLine
  /** `Keycloak 26.7.3` */
  readonly title: string
  /** Of all fields of a kind, the part that must agree. */
  readonly goals: Readonly<Record<FieldKind, number>>
  readonly ours: () => Promise<RunningParty>
  /** Rejects with a ConfigurationError where it is not to be had. */
  readonly real: (signal?: AbortSignal) => Promise<RunningParty>
}

const keycloak = (line: FidelityLine): Software => {
  const known = keycloakLines.find(({ major }) => String(major) === line)
  if (!known) throw new Error(`fixtures/keycloak/lines.ts has no line ${line}`)
  return {
    line,
    title: `Keycloak ${known.release}`,
    goals: { 'status, kind, error': 1, 'descriptions and members': 0.97, headers: 0.97 },
    ours: () => ourKeycloak(known),
    real: (signal) => realKeycloak(known, signal),
  }
}

const mitreid: Software = {
  line: 'mitreid',
  title: mitreidTitle,
  goals: { 'status, kind, error': 1, 'descriptions and members': 0.95, headers: 0.95 },
  ours: ourMitreid,
  real: realMitreid,
}

export const softwareOf = (line: FidelityLine): Software => (line === 'mitreid' ? mitreid : keycloak(line))
