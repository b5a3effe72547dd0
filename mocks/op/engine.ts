import type { JsonWebKey } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { interactionPolicy, Provider } from 'oidc-provider'
import type { Person } from '#fixtures/schema/person.ts'
import { adapterOver, type EngineStore, type StoredRecord } from './engine-store.ts'

/**
 * oidc-provider as the engine: sessions, interactions, grants, codes and tokens. A dialect decides on every request
 * first and hands the engine only requests in canonical form (`response_mode=fragment`, an internal client secret,
 * scopes under internal names); what the engine issues is then put into the dialect's shape.
 */
export interface Engine {
  readonly authorize: (params: Readonly<Record<string, string>>, session?: string) => Promise<EngineOutcome>
  /** Goes on after a login or a consent. */
  readonly resume: (uid: string, result: InteractionResult, session?: string) => Promise<EngineOutcome>
  readonly token: (clientId: string, form: Readonly<Record<string, string>>) => Promise<EngineAnswer>
}

export interface Interaction {
  readonly uid: string
  readonly prompt: string
  readonly exp: number
  readonly accountId?: string
}

export interface InteractionResult {
  readonly login?: { readonly accountId: string; readonly acr?: string }
  readonly consent?: Record<string, never>
  readonly error?: string
  readonly error_description?: string
}

export type EngineOutcome =
  | { readonly kind: 'interaction'; readonly interaction: Interaction; readonly session?: SessionState }
  | { readonly kind: 'response'; readonly params: Readonly<Record<string, string>>; readonly session?: SessionState }
  | { readonly kind: 'problem'; readonly error: string; readonly description: string }

/** The browser session after the request. */
export interface SessionState {
  readonly id: string
  readonly uid: string
  readonly accountId?: string
  readonly loginTs?: number
}

export interface EngineAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

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

const SECRET = 'known to the stations before the engine only, 32+ characters'
const CALLBACK = 'https://engine.invalid/callback'
const INTERACTION = '/interaction/'

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

/** One grant for a client within a browser session: what other software calls the client session. */
const loadGrant = async (ctx: KoaContextWithOIDC) => {
  const { oidc } = ctx
  const { session, client, provider } = oidc
  if (!session?.accountId || !client) return undefined
  const known = session.grantIdFor(client.clientId)
  const found = known ? await provider.Grant.find(known) : undefined
  const grant = found ?? new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  const granted = new Set(grant.getOIDCScope().split(' '))
  const missing = [...oidc.requestParamScopes].filter((scope) => !granted.has(scope))
  if (!found || missing.length > 0) {
    grant.addOIDCScope(missing.join(' '))
    await grant.save()
  }
  return grant
}

const configuration = (options: EngineOptions): Configuration => ({
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

const sessionOf = (ctx: KoaContextWithOIDC): SessionState | undefined => {
  const session = ctx.oidc?.session
  if (!session?.uid) return undefined
  const { accountId, loginTs } = session as { accountId?: string; loginTs?: number }
  return { id: session.jti, uid: session.uid, accountId, loginTs }
}

const outcomeOf = (ctx: KoaContextWithOIDC): EngineOutcome => {
  const location = ctx.response.get('location')
  if (location?.startsWith(INTERACTION)) {
    const { Interaction: interaction } = ctx.oidc.entities
    if (interaction) return { kind: 'interaction', interaction: describe(interaction), session: sessionOf(ctx) }
  }
  if (location?.startsWith(CALLBACK)) {
    const params = Object.fromEntries(new URLSearchParams(new URL(location).hash.slice(1)))
    return { kind: 'response', params, session: sessionOf(ctx) }
  }
  const body = ctx.body as { error?: string; error_description?: string } | undefined
  return { kind: 'problem', error: body?.error ?? 'server_error', description: body?.error_description ?? '' }
}

const describe = (interaction: {
  uid: string
  prompt: { name: string }
  exp: number
  session?: { accountId?: string }
}): Interaction => ({
  uid: interaction.uid,
  prompt: interaction.prompt.name,
  exp: interaction.exp,
  accountId: interaction.session?.accountId,
})

interface Injected {
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

const injector = (provider: Provider) => {
  const contexts = new WeakMap<object, KoaContextWithOIDC>()
  provider.use(async (ctx, next) => {
    contexts.set(ctx.req, ctx as KoaContextWithOIDC)
    await next()
    ctx.respond = false
  })
  const listener = provider.callback()
  const host = new URL(provider.issuer).host
  const socket = new Socket()
  return async ({ method, target, headers, body }: Injected): Promise<KoaContextWithOIDC> => {
    const request = new IncomingMessage(socket)
    request.method = method
    request.url = target
    request.headers = { host, ...headers }
    if (body !== undefined) {
      request.headers['content-type'] = 'application/x-www-form-urlencoded'
      request.headers['content-length'] = String(Buffer.byteLength(body))
      request.push(body)
    }
    request.push(null)
    await listener(request, new ServerResponse(request))
    const ctx = contexts.get(request)
    if (!ctx) throw new Error('the engine did not see its request')
    return ctx
  }
}

const cookie = (session?: string, resume?: string): Record<string, string> => {
  const parts = [session && `s=${session}`, resume && `r=${resume}`].filter(Boolean)
  return parts.length > 0 ? { cookie: parts.join('; ') } : {}
}

export const createEngine = (options: EngineOptions): Engine => {
  const provider = new Provider(new URL(options.issuer).origin, configuration(options))
  provider.Client.prototype.redirectUriAllowed = () => true
  const inject = injector(provider)
  return {
    authorize: async (params, session) => {
      const query = new URLSearchParams({ ...params, redirect_uri: CALLBACK, response_mode: 'fragment' })
      return outcomeOf(await inject({ method: 'GET', target: `/auth?${query}`, headers: cookie(session) }))
    },
    resume: async (uid, result, session) => {
      const interaction = await provider.Interaction.find(uid)
      if (!interaction) return { kind: 'problem', error: 'invalid_request', description: 'no such interaction' }
      interaction.result = { ...interaction.lastSubmission, ...result }
      await interaction.persist()
      return outcomeOf(await inject({ method: 'GET', target: `/auth/${uid}`, headers: cookie(session, uid) }))
    },
    token: async (clientId, form) => {
      const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: SECRET })
      const ctx = await inject({ method: 'POST', target: '/token', body: body.toString() })
      return { status: ctx.status, body: (ctx.body ?? {}) as EngineAnswer['body'] }
    },
  }
}
