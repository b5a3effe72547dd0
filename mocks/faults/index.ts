import type { Fault } from '#fixtures/schema/fault.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { apiFaults } from './api.ts'
import { type Attack, attacks } from './attacks.ts'
import { gatekeeperFaults } from './gatekeeper.ts'
import { providerFaults } from './provider.ts'
import { serviceFaults } from './service.ts'
import { toolFaults } from './tool.ts'
import { toolAttacks } from './tool-attacks.ts'

export const faults: readonly Fault[] = [
  ...providerFaults,
  ...apiFaults,
  ...gatekeeperFaults,
  ...serviceFaults,
  ...toolFaults,
]

export { type Attack, attacks, toolAttacks }

/** The fault itself, or the row of that id; attacks on services have ids, too. */
export const namedFault = (fault: string | Fault): Fault => {
  if (typeof fault !== 'string') return fault
  const found = faults.find(({ id }) => id === fault)
  if (found) return found
  const attack = [...attacks, ...toolAttacks].find(({ id }) => id === fault)
  if (attack) return { breaks: attack.tries, ...attack }
  throw new ConfigurationError(`There is no fault "${fault}": \`aai list --faults\` prints their names.`)
}
