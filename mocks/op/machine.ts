import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { dataportenMachine } from './dataporten/machine.ts'
import type { Issuer } from './issuer.ts'
import { keycloakMachine } from './keycloak/machine.ts'
import { mitreidMachine } from './mitreid/machine.ts'

/** A family of software: its endpoints, the order of its checks, its states. */
export interface Machine {
  /** Name of the endpoint that a request goes to, for the record; `other` when none. */
  readonly endpointOf: (call: Call) => string
  readonly handle: (call: Call) => Promise<Reply>
  /** Whether codes and tokens are the engine's, so that it is worth loading. */
  readonly usesEngine: boolean
}

const machines: Readonly<Record<string, (issuer: Issuer) => Machine>> = {
  keycloak: keycloakMachine,
  mitreid: mitreidMachine,
  dataporten: dataportenMachine,
}

export const machineFor = (issuer: Issuer): Machine => {
  const make = machines[issuer.dialect.machine]
  if (make) return make(issuer)
  const known = Object.keys(machines).join(', ')
  throw new ConfigurationError(
    `Dialect ${issuer.dialect.id} needs the state machine "${issuer.dialect.machine}", which this version does not play; it plays: ${known}.`,
  )
}
