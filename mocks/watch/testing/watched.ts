import type { Client } from '#fixtures/schema/client.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { type Carelessness, startRelyingParty } from '#mocks/rp/index.ts'
import { type Guest, guest } from '#mocks/rp/testing/guest.ts'
import { startWatch, type Watch } from '../index.ts'
import { type Finding, judge } from '../judge.ts'
import type { Login } from '../login.ts'

export const SHOP = 'shop'

/** A provider that is watched; nothing of it is shown. */
export const watched = async (profile = 'openaire-beta') => {
  const provider = await startProvider({ profile })
  const { watch, url } = startWatch(provider, {
    page: (token) => ({
      html: `<!doctype html><title>watch</title><p id="token">${token}</p>`,
      policy: "default-src 'none'",
    }),
    explain: () => [],
    files: { 'result.json': { type: 'application/json', write: () => '{}' } },
  })
  return { provider, watch, url }
}

/** A service of ours at the provider, registered as `changes` say. */
export const serviceAt = async (
  provider: RunningProvider,
  careless: readonly Carelessness[] = [],
  changes: Partial<Client> = {},
): Promise<{ readonly close: () => Promise<void>; readonly visit: () => Guest; readonly origin: string }> => {
  const secret = 'secret-of-the-shop-20-characters'
  const rp = await startRelyingParty({ issuer: provider.issuer, clientId: SHOP, secret, careless })
  const uris = { redirectUris: [rp.redirectUri], postLogoutRedirectUris: [rp.postLogoutRedirectUri] }
  const how = { auth: 'client_secret_basic', grants: ['code', 'refresh'], consent: false } as const
  provider.addClient(SHOP, {
    title: 'a shop',
    clientId: SHOP,
    secret,
    ...how,
    grants: [...how.grants],
    ...uris,
    ...changes,
  })
  return { close: rp.close, visit: () => guest(provider, rp), origin: rp.origin }
}

export const loginsOf = (watch: Watch): readonly Login[] => watch.book.logins.filter(({ kind }) => kind === 'login')

export const lastOf = (watch: Watch): Login => {
  const last = loginsOf(watch).at(-1)
  if (!last) throw new Error('no login was seen')
  return last
}

/** Rules that found something, by name. */
export const wrongIn = (watch: Watch, login: Login): readonly string[] =>
  judge(watch.sceneOf(login))
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ rule }: Finding) => rule)

export const pathOf = ({ steps }: Login): string =>
  steps.map(({ endpoint, answer }) => `${endpoint} ${answer.status}`).join(', ')
