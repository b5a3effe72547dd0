import { randomUUID } from 'node:crypto'
import type { ArmedFault, RecordedRequest, RunningProvider } from '#mocks/op/index.ts'

/** At an issuer of ours: arms faults for single logins, and tells what was sent in them. */
export interface FaultDesk {
  /** By the id of the attack and the name of the login; the answer names it for `lift`. */
  readonly arm: (attack: string, login: string) => Promise<string>
  readonly lift: (armed: string) => Promise<void>
  readonly requests: (login: string) => Promise<readonly RecordedRequest[]>
}

export const faultDeskOf = (provider: RunningProvider): FaultDesk => {
  const armed = new Map<string, ArmedFault>()
  return {
    arm: async (attack, login) => {
      const name = randomUUID()
      armed.set(name, provider.fault(attack, { login }))
      return name
    },
    lift: async (name) => {
      armed.get(name)?.lift()
      armed.delete(name)
    },
    requests: async (login) => provider.requests.all().filter((request) => request.login === login),
  }
}
