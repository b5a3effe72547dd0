import type { Client } from '#fixtures/schema/client.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type Call, type Reply, withHeaders } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import type { EngineOutcome } from '../engine-api.ts'
import type { Issuer } from '../issuer.ts'
import { findClient, findRedirectUri, firstRefusal } from './authorization-checks.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { authSessionCookies, authSessionOf, type BrowserSession, sessionOf } from './cookies.ts'
import { orImpostor } from './impostor.ts'
import { UNCACHED } from './pages.ts'
import { newRoot, type Pending, type PendingLogins } from './pending.ts'
import { readParameters } from './read-parameters.ts'
import { deliverError, destinationFrom, destinationOf, refusalPage } from './respond.ts'
import { responseTypesOf } from './response-mode.ts'
import { toEngine } from './scopes.ts'
import { show, succeed } from './steps.ts'

const requestOf = (
  issuer: Issuer,
  params: URLSearchParams,
  client: Client,
  redirectUri: string,
): AuthorizationRequest => {
  const challenge = params.get('code_challenge')
  const defaultMethod = issuer.faults.behaviour('pkce', client.clientId) === 'default-s256' ? 'S256' : 'plain'
  const maxAge = params.get('max_age')
  return {
    client,
    redirectUri,
    redirectUriNamed: params.has('redirect_uri'),
    responseTypes: responseTypesOf(params.get('response_type') ?? '') ?? new Set(['code']),
    responseMode: destinationFrom(issuer, params, redirectUri, client.clientId).responseMode,
    scope: params.get('scope') ?? '',
    state: params.get('state') ?? undefined,
    nonce: params.get('nonce') ?? undefined,
    prompt: scopesOf(params.get('prompt')),
    maxAge: maxAge === null ? undefined : Number(maxAge),
    loginHint: params.get('login_hint') ?? undefined,
    pkce: challenge === null ? undefined : { challenge, method: params.get('code_challenge_method') ?? defaultMethod },
  }
}

/** By its prompt, or by an age that newer versions take for no age at all. */
const asksForLogin = (issuer: Issuer, request: AuthorizationRequest): boolean =>
  request.prompt.includes('login') || (request.maxAge === 0 && issuer.dialect.switches.maxAgeZeroAsks === true)

/** Only prompts that the engine knows; `none` wins, as it does in Keycloak, and only some clients need consent. */
const promptOf = (issuer: Issuer, request: AuthorizationRequest): string | undefined => {
  const { clientId } = request.client
  const asks = request.client.consent || request.device !== undefined
  const ignored = issuer.faults.behaviour('ignoresPrompt', clientId)
  const noneWins = issuer.faults.behaviour('prompts', clientId) !== 'last' || request.prompt.length === 1
  if (request.prompt.includes('none') && noneWins) return 'none'
  const known = [
    ...(asksForLogin(issuer, request) ? ['login'] : []),
    ...(asks && request.prompt.includes('consent') ? ['consent'] : []),
  ].filter((prompt) => prompt !== ignored)
  return known.length > 0 ? known.join(' ') : undefined
}

/** The request in the form that the engine gets to see: everything in it has been checked. */
export const forEngine = (issuer: Issuer, request: AuthorizationRequest): Record<string, string> => {
  const always = Object.entries(issuer.profile.scopes).flatMap(([name, { always: granted }]) => (granted ? [name] : []))
  const order = ['code', 'id_token', 'token', 'none'].filter((type) => request.responseTypes.has(type))
  const prompt = promptOf(issuer, request)
  const agesLogin = issuer.faults.behaviour('ignoresPrompt', request.client.clientId) !== 'max_age'
  return {
    client_id: request.client.clientId,
    // The engine knows no bare `token`; the ID token it adds is left out again.
    response_type: order.join(' ') === 'token' ? 'id_token token' : order.join(' '),
    scope: toEngine([...new Set([...scopesOf(request.scope), ...always])]),
    nonce: request.nonce || 'none',
    ...(prompt === undefined ? {} : { prompt }),
    ...(request.maxAge === undefined || request.maxAge < 0 || !agesLogin ? {} : { max_age: String(request.maxAge) }),
  }
}

/** What the engine says to a validated request, brought to the browser. */
export const proceed = async (
  issuer: Issuer,
  logins: PendingLogins,
  outcome: EngineOutcome,
  context: Pick<Pending, 'request' | 'root' | 'hadSession' | 'authenticated'>,
): Promise<Reply> => {
  const { request } = context
  switch (outcome.kind) {
    case 'interaction':
      return show(issuer, logins, { ...context, interaction: outcome.interaction, session: outcome.session })
    case 'problem':
      throw new Error(`the engine refused what the dialect let through: ${outcome.error} ${outcome.description}`)
    case 'response': {
      const { error } = outcome.params
      if (error === undefined) return succeed(issuer, context, outcome.params, outcome.session)
      const condition =
        error === 'login_required' ? 'authorization.login-required' : 'authorization.interaction-required'
      const cookies = authSessionCookies(issuer, context.root)
      return deliverError(issuer, destinationOf(request), { condition }, [UNCACHED, ...cookies])
    }
  }
}

/** Keycloak does not look at id_token_hint; a provider that does knows nobody whom the hint does not name. */
const hintsAtAnother = (issuer: Issuer, params: URLSearchParams, session: BrowserSession, client: string): boolean => {
  const hint = params.get('id_token_hint')
  if (hint === null || issuer.faults.behaviour('idTokenHint', client) !== 'honoured') return false
  return decodeJwt(hint)?.claims.sub !== session.accountId
}

const signedIn = (issuer: Issuer, call: Call, params: URLSearchParams, client: string): BrowserSession | undefined => {
  const session = issuer.faults.behaviour('ignoreSession', client) === true ? undefined : sessionOf(issuer, call)
  return session && hintsAtAnother(issuer, params, session, client) ? undefined : session
}

/** GET and form POST alike. */
export const authorize = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const given = call.method === 'POST' ? (call.form ?? new URLSearchParams()) : call.query
  const client = findClient(issuer, given)
  if ('condition' in client) return refusalPage(issuer, client)
  const read = readParameters(issuer, client, given)
  if ('condition' in read) return refusalPage(issuer, read)
  const { params } = read
  const redirectUri = findRedirectUri(issuer, params, client)
  if (typeof redirectUri !== 'string') return refusalPage(issuer, redirectUri)
  const refusal = firstRefusal(issuer, params, client)
  if (refusal) {
    const asPage = issuer.dialect.conditions[refusal.condition]?.as === 'page'
    if (asPage) return refusalPage(issuer, refusal)
    return deliverError(issuer, destinationFrom(issuer, params, redirectUri, client.clientId), refusal)
  }
  const request = requestOf(issuer, params, client, redirectUri)
  const session = signedIn(issuer, call, params, client.clientId)
  const engine = await issuer.engine()
  const sent = forEngine(issuer, request)
  // To Keycloak `none login` asks for a new login, which must not be shown.
  const known = sent.prompt === 'none' && asksForLogin(issuer, request) ? undefined : session?.id
  const outcome = await orImpostor(issuer, engine, request, sent, known)
  const root = authSessionOf(call) ?? newRoot()
  const context = { request, root, hadSession: session !== undefined, authenticated: false }
  const reply = await proceed(issuer, logins, outcome, context)
  return outcome.kind === 'interaction' ? withHeaders(reply, authSessionCookies(issuer, root)) : reply
}
