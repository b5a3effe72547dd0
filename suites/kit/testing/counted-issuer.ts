import { KeyRing } from '#mocks/op/keys.ts'
import { begin } from '#mocks/op/playing.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import type { Clock } from '#mocks/wire/clock.ts'
import type { Call } from '#mocks/wire/message.ts'
import { listen } from '#mocks/wire/server.ts'
import { createAuthority } from '#mocks/wire/tls.ts'
import { keycloakForms } from '../target.ts'
import type { ConfiguredTarget } from '../targets/configured.ts'

/** A request as it came to the issuer, whoever sent it. */
export interface Counted {
  readonly endpoint: string
  readonly method: string
  readonly path: string
  readonly params: URLSearchParams
  readonly authorization: string
  /** Milliseconds, by the clock of the test. */
  readonly at: number
}

const HOST = 'aai.example.org'

const countedOf = (call: Call, endpoint: string, at: number): Counted => ({
  endpoint,
  method: call.method,
  path: call.path,
  params: new URLSearchParams([...call.query, ...(call.form ?? [])]),
  authorization: call.headers.authorization ?? '',
  at,
})

/** An issuer of ours that passes for one of somebody else: https, another host name, reached through the table of hosts. */
export const countedIssuer = async (clock: Clock) => {
  const [given, authority, keys] = [loadProfile('openaire-beta'), await createAuthority(), await KeyRing.generate()]
  // Its clock runs ahead of the client's with every wait, so the waits are short.
  const profile = { ...given, lifetimes: { ...given.lifetimes, deviceInterval: 1 } }
  const { issuer, machine, clients, people } = begin({
    ...{ profile, keys, clock, origin: `https://${HOST}`, faults: [] },
    clients: profile.clients,
    people: profile.people,
  })
  const seen: Counted[] = []
  const failure = () => ({ status: 500, headers: [] })
  const tls = await authority.issue([HOST])
  const server = await listen({ host: '127.0.0.1', port: 0, tls, maxBody: 1_000_000, failure }, async (call) => {
    seen.push(countedOf(call, machine.endpointOf(call), clock()))
    return machine.handle(call)
  })
  const target: ConfiguredTarget = {
    kind: 'configured',
    id: 'live',
    issuer: issuer.issuer,
    profile: { ...profile, issuer: issuer.issuer },
    clients: Object.fromEntries(
      Object.entries(clients).map(([role, client]) => [role, { ...client, redirectUri: client.redirectUris[0] ?? '' }]),
    ),
    users: people,
    forms: keycloakForms,
    patience: 30,
    ownerAgreed: false,
    driver: 'http',
    authority: authority.certificatePem,
    hosts: { [HOST]: new URL(server.origin).host },
    source: 'aai.config.yaml: targets.live',
  }
  return { target, seen, close: server.close }
}
