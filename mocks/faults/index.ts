import type { Fault } from '#fixtures/schema/fault.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { apiFaults } from './api.ts'
import { documentAttacks, keyAttacks } from './attacks/metadata.ts'
import { type Attack, attacks, MARKUP } from './attacks.ts'
import { configurationFaults } from './configuration.ts'
import { gatekeeperFaults } from './gatekeeper.ts'
import { providerFaults } from './provider.ts'
import { registrationFaults } from './registration.ts'
import { samlRegistrationFaults } from './registration-saml.ts'
import { samlAttacks, samlVariations } from './saml-attacks.ts'
import { metadataFaults } from './saml-metadata.ts'
import { samlServiceFaults } from './saml-service.ts'
import { serviceFaults } from './service.ts'
import { toolFaults } from './tool.ts'
import { toolAttacks } from './tool-attacks.ts'

export const faults: readonly Fault[] = [
  ...providerFaults,
  ...apiFaults,
  ...gatekeeperFaults,
  ...serviceFaults,
  ...samlServiceFaults,
  ...toolFaults,
  ...registrationFaults,
  ...samlRegistrationFaults,
  ...configurationFaults,
  ...metadataFaults,
]

export { documentAttacks, keyAttacks } from './attacks/metadata.ts'
export { replayOf } from './attacks/replay.ts'
export { attackOfSize } from './attacks/sizes.ts'
export { UNASKED } from './saml-attacks.ts'
export { type Attack, attacks, MARKUP, samlAttacks, samlVariations, toolAttacks }

/** The fault itself, or the row of that id; attacks on services have ids, too. */
export const namedFault = (fault: string | Fault): Fault => {
  if (typeof fault !== 'string') return fault
  const found = faults.find(({ id }) => id === fault)
  if (found) return found
  const attack = [
    ...attacks,
    ...documentAttacks,
    ...keyAttacks,
    ...samlAttacks,
    ...samlVariations,
    ...toolAttacks,
  ].find(({ id }) => id === fault)
  if (attack) return { breaks: attack.tries, ...attack }
  throw new ConfigurationError(`There is no fault "${fault}": \`aai list --faults\` prints their names.`)
}
