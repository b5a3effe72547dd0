import type { TargetConfiguration } from '../config/resolve.ts'

/** Other targets with which scenarios compare this one, by id. */
export interface Relations {
  /** The other environment of the same AAI. */
  readonly pair?: string
  /** The issuer from which the clients of this one were moved. */
  readonly predecessor?: string
  /** The issuer to which the clients of this one were moved: the other end of `predecessor`. */
  readonly successor?: string
}

/** Of our profiles, which took over from which. */
export const PREDECESSORS: Readonly<Record<string, string>> = { 'openaire-production': 'openaire-legacy' }

/** What people call our profiles: environments, and the two sides of the migration. With a configuration its own names count. */
export const SIDES: Readonly<Record<string, string>> = {
  beta: 'openaire-beta',
  production: 'openaire-production',
  legacy: 'openaire-legacy',
  new: 'openaire-production',
}

/** The relations alone, without members that say nothing. */
export const relationsOf = ({ pair, predecessor, successor }: Relations): Relations => ({
  ...(pair === undefined ? {} : { pair }),
  ...(predecessor === undefined ? {} : { predecessor }),
  ...(successor === undefined ? {} : { successor }),
})

/** Ids of all targets to which this one is related. */
export const relatives = ({ pair, predecessor, successor }: Relations): readonly string[] =>
  [pair, predecessor, successor].filter((id) => id !== undefined)

/** Only the new issuer says from which one it took over; the old one learns it here. */
export const withSuccessors = (
  targets: readonly TargetConfiguration[],
  known: readonly TargetConfiguration[],
): readonly TargetConfiguration[] =>
  targets.map((target) => {
    const successor = known.find(({ predecessor }) => predecessor === target.id)
    return successor === undefined ? target : { ...target, successor: successor.id }
  })
