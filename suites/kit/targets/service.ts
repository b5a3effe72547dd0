import type { Bend } from '#fixtures/schema/fault.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { type Carelessness, habits, looks, startRelyingParty } from '#mocks/rp/index.ts'
import type { ServiceSeed } from '../target-service.ts'

/** A service that stands ready, and how to take it down. */
export interface RaisedService {
  readonly seed: ServiceSeed
  readonly close: () => Promise<void>
}

const ROLE = 'service'

const isCarelessness = (name: string): name is Carelessness => name in looks || name in habits

/** What faults of a service make it overlook: `rp.nonce` in `skip`. */
const carelessnessIn = (faults: readonly Bend[]): readonly Carelessness[] =>
  faults
    .flatMap(({ skip = [] }) => skip)
    .flatMap((condition) => (condition.startsWith('rp.') ? condition.slice('rp.'.length) : []))
    .filter(isCarelessness)

/** The reference service, registered at the issuer; as careless as the faults say. */
export const raiseReferenceService = async (
  provider: RunningProvider,
  faults: readonly Bend[],
): Promise<RaisedService> => {
  const like = provider.clients.web
  if (!like) throw new Error(`${provider.profile.id} has no client web for the service to be like`)
  const { clientId, secret } = like
  const service = await startRelyingParty({
    issuer: provider.issuer,
    clientId,
    ...(secret === undefined ? {} : { secret }),
    ...(provider.authority === undefined ? {} : { trust: provider.authority }),
    careless: carelessnessIn(faults),
  })
  const redirectUris = [service.redirectUri]
  provider.addClient(ROLE, { ...like, redirectUris, postLogoutRedirectUris: [service.postLogoutRedirectUri] })
  const at = (path: string): string => new URL(path, service.origin).href
  return {
    seed: {
      ours: true,
      login: at('/login'),
      whoami: { url: at('/me'), user: '/sub' },
      logout: at('/logout'),
      client: ROLE,
      callbacks: redirectUris,
    },
    close: service.close,
  }
}
