import type { Fault } from '#fixtures/schema/fault.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { apiFaults } from './api.ts'
import { gatekeeperFaults } from './gatekeeper.ts'
import { providerFaults } from './provider.ts'

export const faults: readonly Fault[] = [...providerFaults, ...apiFaults, ...gatekeeperFaults]

/** The fault itself, or the row of that id. */
export const namedFault = (fault: string | Fault): Fault => {
  if (typeof fault !== 'string') return fault
  const found = faults.find(({ id }) => id === fault)
  if (found) return found
  throw new ConfigurationError(`There is no fault "${fault}": \`aai list --faults\` prints their names.`)
}
