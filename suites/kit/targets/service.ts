import type { Bend } from '#fixtures/schema/fault.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { ProxyCall } from '#mocks/connect-proxy/index.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { type Carelessness, habits, looks, type RelyingPartyOptions, startRelyingParty } from '#mocks/rp/index.ts'
import { createAuthority } from '#mocks/wire/tls.ts'
import type { ServiceSeed } from '../target-service.ts'

/** A service that stands ready, and how to take it down. */
export interface RaisedService {
  readonly seed: ServiceSeed
  /** PEM: whom to trust of it beside the usual ones. */
  readonly authority?: string
  /** What it wanted from others than itself, where it was told to ask through a proxy of ours. */
  readonly calls?: () => readonly ProxyCall[]
  /** A fresh process, or instance; absent where it is not ours to start. */
  readonly restart?: () => Promise<void>
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

/** An entitlement of the AAI itself, in a group that no user has: with a subgroup, a role and something percent-encoded. */
export const entitlementOf = ({ people }: Profile): Pick<RelyingPartyOptions, 'entitlement'> => {
  const [like] = [people.plain?.attributes.eduperson_entitlement ?? []].flat()
  if (typeof like !== 'string') return {}
  return { entitlement: like.replace(/:group:[^#]*/, ':group:datacite.example:M%C3%A9tadonn%C3%A9es:role=curator') }
}

/** What it asks for, as far as the issuer knows it: who that is, groups, and leave to stay. */
const scopeOf = ({ scopes }: Profile): string =>
  ['openid', 'profile', 'email', 'eduperson_entitlement', 'offline_access'].filter((name) => name in scopes).join(' ')

/** Where the issuer speaks TLS its services do, too, under an authority of their own. */
const tlsFor = async ({ authority: ofIssuer }: RunningProvider) => {
  if (ofIssuer === undefined) return {}
  const authority = await createAuthority()
  return { tls: await authority.issue(['localhost', '127.0.0.1']), authority: authority.certificatePem }
}

/** The reference service, registered at the issuer; as careless as the faults say. */
export const raiseReferenceService = async (
  provider: RunningProvider,
  faults: readonly Bend[],
): Promise<RaisedService> => {
  const like = provider.clients.web
  if (!like) throw new Error(`${provider.profile.id} has no client web for the service to be like`)
  const { clientId, secret } = like
  const opens = entitlementOf(provider.profile)
  const { tls, authority } = await tlsFor(provider)
  const service = await startRelyingParty({
    issuer: provider.issuer,
    clientId,
    ...(secret === undefined ? {} : { secret }),
    ...(provider.authority === undefined ? {} : { trust: provider.authority }),
    scope: scopeOf(provider.profile),
    ...opens,
    ...(tls === undefined ? {} : { tls }),
    careless: carelessnessIn(faults),
  })
  const redirectUris = [service.redirectUri]
  provider.addClient(ROLE, { ...like, redirectUris, postLogoutRedirectUris: [service.postLogoutRedirectUri] })
  const at = (path: string): string => new URL(path, service.origin).href
  return {
    seed: {
      ours: true,
      login: at('/login'),
      whoami: { url: at('/me'), user: '/sub', account: '/account' },
      logout: at('/logout'),
      tokenPage: at('/data'),
      ...(opens.entitlement === undefined
        ? {}
        : { protected: { url: at('/members'), entitlement: opens.entitlement } }),
      client: ROLE,
      callbacks: redirectUris,
    },
    ...(authority === undefined ? {} : { authority }),
    restart: async () => service.restart(),
    close: service.close,
  }
}
