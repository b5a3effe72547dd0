import type { Bend, Fault } from '#fixtures/schema/fault.ts'
import type { EndpointName, Profile } from '#fixtures/schema/profile.ts'
import { exampleNamed } from '#mocks/api/index.ts'
import type { IdpKeys } from '#mocks/idp/keys.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import type { KeyRing } from '#mocks/op/keys.ts'
import type { TokenChange } from '#mocks/op/resign.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { type Care, free } from '../care/care.ts'
import { type FaultDesk, faultDeskOf } from '../fault-desk.ts'
import { type ServiceHost, serviceHostOf } from '../service-host.ts'
import { type DriverName, keycloakForms, type TargetSeed } from '../target.ts'
import type { ApiSeed } from '../target-api.ts'
import type { SamlSeed } from '../target-saml.ts'
import { type RaisedApi, raiseApi } from './api.ts'
import { clientSeed } from './client-seed.ts'
import {
  type OwnCommand,
  type RaisedCommand,
  type ReferenceCommand,
  raiseCommand,
  withShortInterval,
} from './command.ts'
import { type DocumentSource, raiseDocument } from './document.ts'
import type { OwnSamlService } from './own-saml-service.ts'
import type { OwnService } from './own-service.ts'
import { knownSps } from './own-sps.ts'
import type { Proxied, ProxyWish } from './proxied.ts'
import { raiseService } from './raise-service.ts'
import { namesFor } from './real-names.ts'
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
  /** The same for its identity provider. */
  readonly samlKeys?: IdpKeys
  /** The target is an API beside this issuer, by its name among ours or as it was found, and no longer the issuer. */
  readonly api?: string | ApiSeed
  /** The target is a service that logs people in here, ours or somebody's own, and no longer the issuer. */
  readonly service?: 'reference' | 'reference-saml' | OwnService | OwnSamlService
  /** What is to stand before the service; a model before ours, and nothing before others, unless said. */
  readonly proxy?: ProxyWish
  /** The target is a program of the command line that is a client here, ours or somebody's own, and no longer the issuer. */
  readonly command?: ReferenceCommand | OwnCommand
  /** The target is a document, and there is no issuer. */
  readonly document?: DocumentSource
  /** The issuer speaks TLS, under an authority of its own. */
  readonly tls?: boolean
  /** Origin by which the issuer calls itself, its real one, wherever it listens; with TLS. */
  readonly origin?: string
  /** Where the issuer listens; any free port unless said. */
  readonly port?: number
  /** Of an API or a service of others: whom to trust, where host names live, and what its owner agreed to. */
  readonly authority?: string
  readonly hosts?: Readonly<Record<string, string>>
  readonly ownerAgreed?: boolean
  /** Where it is configured, for sentences. */
  readonly source?: string
  /** What the target itself, a service that many have, is known to get wrong: by scenario. */
  readonly known?: { readonly of: string; readonly scenarios: Readonly<Record<string, string>> }
  /** Scenarios to play here; all when absent. */
  readonly only?: readonly string[]
}

/** A target that stands ready, and how to take it down. */
export interface Raised {
  readonly seed: TargetSeed
  readonly care: Care
  readonly age: (handle: string, seconds: number) => Promise<void>
  readonly resign: (token: string, change: TokenChange) => Promise<string>
  readonly desk?: FaultDesk
  /** Where there is a service. */
  readonly host?: ServiceHost
  readonly close: () => Promise<void>
}

/** Endpoints of a profile, which names them by path or by address. */
export const endpointsOf = (profile: Profile, origin: string): TargetSeed['endpoints'] =>
  Object.fromEntries(
    Object.entries(profile.endpoints).map(([name, path]) => [name as EndpointName, new URL(path, origin).href]),
  )

interface Beside {
  readonly api?: RaisedApi | undefined
  readonly service?: Proxied | undefined
  readonly command?: RaisedCommand | undefined
  readonly saml?: SamlSeed | undefined
}

const seedOf = (
  target: EmbeddedTarget,
  provider: RunningProvider,
  { api, service, command, saml }: Beside,
): TargetSeed => {
  const { profile, issuer, discoveryUrl } = provider
  const authority = authorityOf(target, provider, service)
  const dialect = loadDialect(profile.dialect)
  const fault = target.faults?.[0]?.id
  return {
    id: target.id,
    title: target.title ?? titleOf(target) ?? profile.title,
    kind: 'embedded',
    issuer,
    discoveryUrl,
    profile,
    dialect: dialect.id,
    conditions: dialect.conditions,
    quirks: target.known?.scenarios ?? dialect.quirks,
    ...(target.known ? { software: target.known.of } : {}),
    endpoints: endpointsOf(profile, provider.origin),
    clients: Object.fromEntries(Object.entries(provider.clients).map(([role, client]) => [role, clientSeed(client)])),
    users: provider.people,
    forms: { ...keycloakForms, ...dialect.forms },
    patience: 0,
    intrusive: target.ownerAgreed ?? true,
    driver: target.driver ?? 'http',
    hosts: { ...target.hosts, ...namesFor(target.origin, provider.address) },
    ...(authority === undefined ? {} : { authority }),
    ...relationsOf(target),
    ...(api === undefined ? {} : { api: api.seed }),
    ...(service === undefined ? {} : { service: service.seed }),
    ...(command === undefined ? {} : { command: command.seed }),
    ...(saml === undefined ? {} : { saml }),
    ...(fault === undefined ? {} : { fault }),
    ...(target.only === undefined ? {} : { only: target.only }),
  }
}

/** Of the issuer and of what stands beside it; PEMs may stand in one text. */
const authorityOf = (
  { authority }: EmbeddedTarget,
  provider: RunningProvider,
  service: Proxied | undefined,
): string | undefined =>
  [provider.authority, authority, service?.authority].filter((pem) => pem !== undefined).join('\n') || undefined

const titleOf = ({ api, service, command }: EmbeddedTarget): string | undefined => {
  if (command !== undefined) return `The reference program (${command.flow})`
  if (service !== undefined) return `The reference ${service === 'reference-saml' ? 'SAML ' : ''}service`
  return typeof api === 'string' ? exampleNamed(api).title : undefined
}

/** What uses the issuer and is the target itself. */
const raiseBeside = async (
  { api, service, command, authority, hosts, proxy, only }: EmbeddedTarget,
  provider: RunningProvider,
  faults: readonly Bend[],
): Promise<Beside> => {
  if (command !== undefined) return { command: await raiseCommand(command, provider, faults) }
  if (api !== undefined) return { api: await raiseApi(api, provider, faults) }
  if (service === undefined) return { saml: await knownSps(provider, only) }
  return { service: await raiseService({ service, authority, hosts, proxy }, provider, faults) }
}

const loaded = (profile: string | Profile): Profile => (typeof profile === 'string' ? loadProfile(profile) : profile)

export const raiseEmbedded = async (target: EmbeddedTarget): Promise<Raised> => {
  if (target.document) return raiseDocument(target, target.document)
  const { keys, samlKeys, port = 0, origin } = target
  const profile = target.command ? withShortInterval(loaded(target.profile)) : target.profile
  // Of two that speak of the same thing the later one counts.
  const faults = [...(target.mends ?? []), ...(target.faults ?? [])]
  const provider = await startProvider({
    ...{ profile, faults, port, tls: target.tls ?? origin !== undefined },
    ...(keys === undefined ? {} : { keys: keys.copy() }),
    ...(samlKeys === undefined ? {} : { samlKeys }),
    ...(origin === undefined ? {} : { origin }),
  })
  const beside = await raiseBeside(target, provider, faults).catch(async (error: unknown) => {
    await provider.close()
    throw error
  })
  return {
    seed: seedOf(target, provider, beside),
    care: free,
    age: async (handle, seconds) => provider.elapse(handle, seconds),
    resign: async (token, change) => provider.resign(token, change),
    desk: faultDeskOf(provider, beside.command?.desk, beside.service),
    ...(beside.service ? { host: serviceHostOf(provider, beside.service.restart) } : {}),
    close: async () => {
      await Promise.all([provider.close(), beside.api?.close(), beside.service?.close(), beside.command?.close()])
    },
  }
}
