import type { JsonWebKey } from 'node:crypto'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { interactionPolicy } from 'oidc-provider'
import type { Person } from '#fixtures/schema/person.ts'
import { placeIn } from './engine-issue.ts'
import { adapterOver, type EngineStore } from './engine-store.ts'
import type { StoredRecord } from './stored-record.ts'

export interface EngineOptions {
  readonly issuer: string
  readonly store: EngineStore
  /** Never used to sign what leaves us, but the engine will not start without one. */
  readonly jwk: JsonWebKey
  readonly scopes: readonly string[]
  readonly lifetimes: {
    readonly code: number
    readonly accessToken: number
    readonly refreshToken: number
    readonly session: number
    readonly login: number
  }
  readonly knowsClient: (id: string) => boolean
  readonly person: (accountId: string) => Person | undefined
  readonly needsConsent: (clientId: string, accountId: string, scopes: readonly string[], forced: boolean) => boolean
  readonly issuesRefreshToken: (clientId: string, scopes: ReadonlySet<string>) => boolean
  readonly rotates: () => boolean
  /** Whether tokens of these scopes end with the browser session. */
  readonly endsWithSession: (scopes: ReadonlySet<string>) => boolean
}

export const SECRET = 'known to the stations before the engine only, 32+ characters'
export const CALLBACK = 'https://engine.invalid/callback'
export const INTERACTION = '/interaction/'

const clientRecord = (id: string): StoredRecord => ({
  client_id: id,
  client_secret: SECRET,
  token_endpoint_auth_method: 'client_secret_post',
  application_type: 'native',
  redirect_uris: [CALLBACK],
  grant_types: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
  response_types: ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token', 'none'],
  // The cheapest signature: the dialect signs the real ID token.
  id_token_signed_response_alg: 'HS256',
})

const policy = (options: EngineOptions) => {
  const { Prompt, Check, base } = interactionPolicy
  const login = base().get('login')
  if (!login) throw new Error('oidc-provider has no login prompt any more')
  const consent = new Prompt(
    { name: 'consent', requestable: true },
    new Check('consent_needed', 'consent is needed', 'consent_required', (ctx) => {
      const { oidc } = ctx
      if (oidc.result && 'consent' in oidc.result) return false
      const { accountId } = oidc.session ?? {}
      if (!accountId || !oidc.client) return false
      return options.needsConsent(
        oidc.client.clientId,
        accountId,
        [...oidc.requestParamScopes],
        oidc.promptPending('consent'),
      )
    }),
  )
  return [login, consent]
}

const loadGrant = async ({ oidc }: KoaContextWithOIDC) => {
  const { session, client, provider } = oidc
  if (!session?.accountId || !client) return undefined
  const place = { accountId: session.accountId, clientId: client.clientId, sessionUid: session.uid }
  return placeIn(provider, place, oidc.requestParamScopes)
}

export const configuration = (options: EngineOptions): Configuration => ({
  adapter: adapterOver(options.store, (id) =>
    options.knowsClient(id) ? clientRecord(id) : undefined,
  ) as unknown as Configuration['adapter'],
  jwks: { keys: [options.jwk] },
  scopes: [...options.scopes],
  claims: { openid: ['sub'] },
  responseTypes: ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token', 'none'],
  enabledJWA: { idTokenSigningAlgValues: ['HS256', 'RS256'] },
  cookies: {
    names: { session: 's', interaction: 'i', resume: 'r' },
    long: { signed: false },
    short: { signed: false },
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: false },
    rpInitiatedLogout: { enabled: false },
  },
  pkce: { required: () => false },
  ttl: {
    AuthorizationCode: options.lifetimes.code,
    AccessToken: options.lifetimes.accessToken,
    ClientCredentials: options.lifetimes.accessToken,
    IdToken: options.lifetimes.accessToken,
    RefreshToken: options.lifetimes.refreshToken,
    Session: options.lifetimes.session,
    Interaction: options.lifetimes.login,
    Grant: options.lifetimes.refreshToken,
  },
  interactions: { policy: policy(options), url: (_ctx, interaction) => `${INTERACTION}${interaction.uid}` },
  loadExistingGrant: loadGrant,
  issueRefreshToken: (_ctx, client, code) => options.issuesRefreshToken(client.clientId, code.scopes),
  rotateRefreshToken: () => options.rotates(),
  expiresWithSession: (_ctx, token) => options.endsWithSession(token.scopes),
  findAccount: (_ctx, accountId) =>
    options.person(accountId) ? { accountId, claims: () => ({ sub: accountId }) } : undefined,
  // The engine's own errors are a defect of the stations before it: they are told apart by their text.
  renderError: (ctx, out) => {
    ctx.status = 400
    ctx.body = out
  },
})
