import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { BackChannelAnswer } from './back-channel.ts'
import type { IdentityProvider } from './door.ts'
import { readServiceProvider, type ServiceProviderOptions } from './service-provider.ts'
import { endpointOf, type Idp, type Participant } from './state.ts'

/** What the one who started a provider may ask of its identity provider. */
export interface RunningIdp {
  readonly entityId: string
  readonly metadataUrl: string
  /** As its metadata address answers. */
  readonly metadata: () => Promise<string>
  /** Of the identity provider of the other environment, as which a fault may let this one speak. */
  readonly otherMetadata: () => Promise<string>
  /** Where a browser goes that is to be logged out everywhere. */
  readonly logoutUrl: string
  /** Where a browser goes that is to be logged in at a service which has not asked. */
  readonly unsolicitedUrl: (entityId: string, relayState?: string) => string
  /**
   * Registers a service provider by its metadata, in the place of the one of the same entityID. Rejects with a
   * ConfigurationError where the metadata are of no use.
   */
  readonly addServiceProvider: (
    metadata: string,
    options?: ServiceProviderOptions,
  ) => Promise<{ readonly entityId: string }>
  readonly removeServiceProvider: (entityId: string) => void
  /** entityIDs of those who are registered. */
  readonly serviceProviders: () => readonly string[]
  /** What a service was told of the session of this login: the latest by that name. */
  readonly sessionOf: (login: string, entityId: string) => Participant | undefined
  /** Tells a service over SOAP that the session of this login is over; the session here goes on. */
  readonly tellOverSoap: (login: string, entityId: string) => Promise<BackChannelAnswer | undefined>
  /** A new key signs; the old ones stay published unless `forget`. */
  readonly rotateKeys: (options?: { readonly forget?: boolean }) => Promise<void>
  readonly restoreKeys: () => void
}

const participantOf = (idp: Idp, login: string, entityId: string): Participant | undefined =>
  [...idp.sessions.values()]
    .flatMap(({ participants }) => participants)
    .findLast((participant) => participant.login === login && participant.entityId === entityId)

const query = (entityId: string, relayState: string | undefined): string =>
  new URLSearchParams({
    spentityid: entityId,
    ...(relayState === undefined ? {} : { RelayState: relayState }),
  }).toString()

const documents = () => import('./metadata.ts')

/** `current` is another one after a reset. Whatever is asked of a provider without one throws a ConfigurationError. */
export const runningIdp = (current: () => IdentityProvider | undefined): RunningIdp => {
  const idp = (): Idp => {
    const saml = current()
    if (saml) return saml.idp
    throw new ConfigurationError(
      'This profile has no identity provider: add a "saml" section to it, or take openaire-beta.',
    )
  }
  const at = (name: 'metadata' | 'sso' | 'logout'): string => endpointOf(idp(), name)
  return {
    get entityId() {
      return idp().saml.entityId
    },
    get metadataUrl() {
      return at('metadata')
    },
    get logoutUrl() {
      return at('logout')
    },
    metadata: async () => (await documents()).metadataOf(idp()),
    otherMetadata: async () => (await documents()).otherMetadataOf(idp()),
    unsolicitedUrl: (entityId, relayState) => `${at('sso')}?${query(entityId, relayState)}`,
    addServiceProvider: async (metadata, options) => {
      const { sps } = idp()
      const sp = await readServiceProvider(metadata, options)
      const { entityId } = sp.metadata
      sps.set(entityId, sp)
      return { entityId }
    },
    removeServiceProvider: (entityId) => void idp().sps.delete(entityId),
    serviceProviders: () => [...idp().sps.keys()],
    sessionOf: (login, entityId) => participantOf(idp(), login, entityId),
    tellOverSoap: async (login, entityId) => {
      const [sp, participant] = [idp().sps.get(entityId), participantOf(idp(), login, entityId)]
      if (!sp || !participant) return undefined
      const { tellOverSoap } = await import('./back-channel.ts')
      return idp().issuer.faults.during(login, () => tellOverSoap(idp(), sp, participant))
    },
    rotateKeys: ({ forget = false } = {}) => idp().keys.rotate(forget),
    restoreKeys: () => idp().keys.restore(),
  }
}
