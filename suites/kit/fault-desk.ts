import { randomUUID } from 'node:crypto'
import type { Fault } from '#fixtures/schema/fault.ts'
import type { Person } from '#fixtures/schema/person.ts'
import type { ProxyCall } from '#mocks/connect-proxy/index.ts'
import type { BackChannelAnswer } from '#mocks/idp/back-channel.ts'
import type { ArmedFault, RecordedRequest, RunningProvider } from '#mocks/op/index.ts'
import type { Journal } from '#mocks/proxy/index.ts'
import type { CommandDesk } from './targets/command-desk.ts'
import type { Proxied } from './targets/proxied.ts'

/** At an issuer of ours: arms faults for single logins, and tells what was sent in them. */
export interface FaultDesk {
  /** By the attack, or its id, and the name of the login; the answer names it for `lift`. */
  readonly arm: (attack: string | Fault, login: string) => Promise<string>
  readonly lift: (armed: string) => Promise<void>
  /** Whether the service was sent what is faulty, or would have been if it had waited. */
  readonly borne: (armed: string) => Promise<boolean>
  readonly requests: (login: string) => Promise<readonly RecordedRequest[]>
  /** What was sent in no login: by a service for itself, as for keys. */
  readonly unnamed: () => Promise<readonly RecordedRequest[]>
  /** The latest code and tokens of the login, as `access_token`. */
  readonly given: (login: string) => Promise<Readonly<Record<string, string>>>
  /** Makes somebody known at the issuer, in the place of whoever had this role. */
  readonly know: (role: string, person: Person) => Promise<void>
  /** What the service asked for through the proxy behind which this issuer has its real name; undefined without one. */
  readonly calls: () => Promise<readonly ProxyCall[] | undefined>
  /** What went by on a way through the proxy before the service; undefined where none stands there. */
  readonly journal: (way: string) => Promise<Journal | undefined>
  /** Where a browser goes that the identity provider is to log out everywhere; undefined where there is none. */
  readonly logoutUrl: () => Promise<string | undefined>
  /** The identity provider tells this service over SOAP that the session of the login is over. */
  readonly tellOverSoap: (login: string, entityId: string) => Promise<BackChannelAnswer | undefined>
  /** Where the target is a program: how it is run. */
  readonly command?: CommandDesk
}

export const faultDeskOf = (
  provider: RunningProvider,
  command?: CommandDesk,
  service: Pick<Proxied, 'calls' | 'journal'> = {},
): FaultDesk => {
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
    borne: async (name) => armed.get(name)?.wasBorne() === true,
    given: async (login) => provider.givenTo(login),
    know: async (role, person) => provider.addUser(role, person),
    requests: async (login) => provider.requests.of(login),
    unnamed: async () => provider.requests.of(undefined),
    calls: async () => service.calls?.(),
    journal: async (way) => service.journal?.(way),
    logoutUrl: async () => provider.saml?.logoutUrl,
    tellOverSoap: async (login, entityId) => provider.saml?.tellOverSoap(login, entityId),
    ...(command === undefined ? {} : { command }),
  }
}
