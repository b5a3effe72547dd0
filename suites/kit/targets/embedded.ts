import type { Client } from '#fixtures/schema/client.ts'
import type { Bend, Fault } from '#fixtures/schema/fault.ts'
import type { EndpointName, Profile } from '#fixtures/schema/profile.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import type { KeyRing } from '#mocks/op/keys.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { type Care, free } from '../care/care.ts'
import { type DriverName, keycloakForms, type TargetClient, type TargetSeed } from '../target.ts'
import { type Relations, relationsOf } from './relations.ts'

/** An issuer that we start for the run. */
export interface EmbeddedTarget extends Relations {
  readonly kind: 'embedded'
  readonly id: string
  readonly title?: string
  /** Id of a profile of ours, a path, or the profile itself. */
  readonly profile: string | Profile
  readonly driver?: DriverName
  /** Borne from the start; the first one is named in the results. */
  readonly faults?: readonly Fault[]
  /** What is right in this issuer although the published software has it wrong. */
  readonly mends?: readonly Bend[]
  /** Shared by issuers that need none of their own; generated unless given. */
  readonly keys?: KeyRing
  /** Scenarios to play here; all when absent. */
  readonly only?: readonly string[]
}

/** A target that stands ready, and how to take it down. */
export interface Raised {
  readonly seed: TargetSeed
  readonly care: Care
  readonly age: (handle: string, seconds: number) => Promise<void>
  readonly close: () => Promise<void>
}

const clientSeed = (client: Client): TargetClient => {
  const [redirectUri = ''] = client.redirectUris
  const { clientId, auth, secret, privateKey, redirectUris, postLogoutRedirectUris, pkce, asks, scopes } = client
  return {
    clientId,
    auth,
    redirectUri,
    redirectUris,
    postLogoutRedirectUris,
    ...(secret === undefined ? {} : { secret }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(pkce === undefined ? {} : { pkce }),
    ...(asks === undefined ? {} : { asks }),
    ...(scopes === undefined ? {} : { scopes }),
  }
}

/** Endpoints of a profile, which names them by path or by address. */
export const endpointsOf = (profile: Profile, origin: string): TargetSeed['endpoints'] =>
  Object.fromEntries(
    Object.entries(profile.endpoints).map(([name, path]) => [name as EndpointName, new URL(path, origin).href]),
  )

const seedOf = (target: EmbeddedTarget, provider: RunningProvider): TargetSeed => {
  const { profile, issuer, discoveryUrl, authority } = provider
  const dialect = loadDialect(profile.dialect)
  const fault = target.faults?.[0]?.id
  return {
    id: target.id,
    title: target.title ?? profile.title,
    kind: 'embedded',
    issuer,
    discoveryUrl,
    profile,
    dialect: dialect.id,
    conditions: dialect.conditions,
    quirks: dialect.quirks,
    endpoints: endpointsOf(profile, provider.origin),
    clients: Object.fromEntries(Object.entries(provider.clients).map(([role, client]) => [role, clientSeed(client)])),
    users: provider.people,
    forms: { ...keycloakForms, ...dialect.forms },
    patience: 0,
    intrusive: true,
    driver: target.driver ?? 'http',
    hosts: {},
    ...(authority === undefined ? {} : { authority }),
    ...relationsOf(target),
    ...(fault === undefined ? {} : { fault }),
    ...(target.only === undefined ? {} : { only: target.only }),
  }
}

export const raiseEmbedded = async (target: EmbeddedTarget): Promise<Raised> => {
  // Of two that speak of the same thing the later one counts.
  const faults = [...(target.mends ?? []), ...(target.faults ?? [])]
  const provider = await startProvider({ profile: target.profile, faults, keys: target.keys })
  return {
    seed: seedOf(target, provider),
    care: free,
    age: async (handle, seconds) => provider.elapse(handle, seconds),
    close: provider.close,
  }
}
