import type { Bend } from '#fixtures/schema/fault.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { type Carelessness, habits, looks } from '#mocks/sp/looks.ts'
import type { ServiceProviderOptions } from '#mocks/sp/options.ts'
import { judgedMetadata } from './judged-metadata.ts'
import { entitlementOf, type RaisedService } from './service.ts'
import { readServiceProvider } from './sp-metadata.ts'

const isCarelessness = (name: string): name is Carelessness => name in looks || name in habits

/** What faults of a service make it overlook: `sp.audience` in `skip`. */
const carelessnessIn = (faults: readonly Bend[]): readonly Carelessness[] =>
  faults
    .flatMap(({ skip = [] }) => skip)
    .flatMap((condition) => (condition.startsWith('sp.') ? condition.slice('sp.'.length) : []))
    .filter(isCarelessness)

let keys: Promise<NonNullable<ServiceProviderOptions['keys']>> | undefined

/** One pair for all that stand in this process: to make one takes longer than a login. */
const sharedKeys = (): NonNullable<typeof keys> => {
  keys ??= import('#mocks/xml/certificate.ts').then(({ generateCertifiedKey }) =>
    generateCertifiedKey('service provider'),
  )
  return keys
}

const registered = async (metadata: string, provider: RunningProvider) => {
  await provider.saml.addServiceProvider(metadata)
  return readServiceProvider(metadata, 'The metadata of the reference service')
}

/** The reference service provider, known to the identity provider; as careless as the faults say. */
export const raiseReferenceSamlService = async (
  provider: RunningProvider,
  faults: readonly Bend[],
): Promise<RaisedService> => {
  const { startServiceProvider } = await import('#mocks/sp/index.ts')
  const careless = carelessnessIn(faults)
  const opens = entitlementOf(provider.profile)
  const sp = await startServiceProvider({
    idp: { url: provider.saml.metadataUrl },
    ...(careless.includes('metadata-short-key') ? {} : { keys: await sharedKeys() }),
    ...opens,
    ...(careless.includes('other-environment') ? { otherIdp: await provider.saml.otherMetadata() } : {}),
    careless,
  })
  const metadata = sp.metadata()
  const { saml, callbacks } = await registered(metadata, provider).catch(async (error: unknown) => {
    await sp.close()
    throw error
  })
  const at = (path: string): string => new URL(path, sp.origin).href
  return {
    seed: {
      ours: true,
      login: at('/login'),
      whoami: { url: at('/me'), user: '/user', account: '/account' },
      logout: at('/logout'),
      ...(opens.entitlement === undefined
        ? {}
        : { protected: { url: at('/members'), entitlement: opens.entitlement } }),
      saml,
      callbacks,
      judgedMetadata: await judgedMetadata(metadata, { name: 'metadata of the reference service', ours: true }),
    },
    restart: async () => sp.restart(),
    close: sp.close,
  }
}
