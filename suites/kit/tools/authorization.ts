import { createHash } from 'node:crypto'
import { onlyIfAgreed } from '../agreement.ts'
import type { Authorization, AuthorizationOptions, Browser, Arrival as Seen, User } from '../contract.ts'
import type { Landing, Pairs, UserAgent } from '../drivers/agent.ts'
import { derived } from '../evidence.ts'
import { HeldBack } from '../signals.ts'
import type { TargetClient, TargetUser } from '../target.ts'
import { type Arrival, kindOf, pagesOf, travel } from './journey.ts'
import { asQuery, asRecord, changed } from './parameters.ts'
import { endpointOf, type Session } from './session.ts'

export interface AuthorizationRequest {
  readonly url: string
  readonly pairs: Pairs
  readonly request: Record<string, string>
  readonly verifier?: string
}

/** Login pages that came again after a password had been typed: the login did not work. */
const refusedLogins = new WeakSet<Seen>()

export const wasRefused = (authorization: Seen): boolean => refusedLogins.has(authorization)

const s256 = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

/** What a usual service asks for, as far as this issuer and this client know it. */
export const usualScope = (session: Session, client: TargetClient): string => {
  const known = (scope: string) =>
    scope in session.target.profile.scopes && (client.scopes === undefined || client.scopes.includes(scope))
  return ['openid', ...['profile', 'email'].filter(known)].join(' ')
}

/** A client that lives on refresh tokens asks for what brings them. */
const withAsked = ({ asks = [] }: TargetClient, scope: string): string =>
  [scope, ...asks.filter((name) => !scope.split(' ').includes(name))].join(' ')

export const pkceOf = (
  session: Session,
  client: TargetClient,
  { pkce, verifier }: Pick<AuthorizationOptions, 'pkce' | 'verifier'>,
): { readonly verifier?: string; readonly parameters: Readonly<Record<string, string>> } => {
  const usual = client.pkce ?? (client.auth === 'none' ? 'S256' : 'none')
  const method = pkce ?? usual
  if (method === 'none') return { parameters: {} }
  const chosen = verifier ?? session.random.unreserved(64)
  const challenge = method === 'S256' ? s256(chosen) : chosen
  return { verifier: chosen, parameters: { code_challenge: challenge, code_challenge_method: method } }
}

export const buildRequest = (
  session: Session,
  client: TargetClient,
  options: AuthorizationOptions = {},
): AuthorizationRequest => {
  const { verifier, parameters } = pkceOf(session, client, options)
  const pairs = changed(
    {
      response_type: 'code',
      client_id: client.clientId,
      redirect_uri: client.redirectUri,
      scope: withAsked(client, options.scope ?? usualScope(session, client)),
      state: session.random.unreserved(22),
      nonce: session.random.unreserved(22),
      ...parameters,
    },
    options.params,
  )
  const endpoint = endpointOf(session, 'authorization')
  const url = `${endpoint}${endpoint.includes('?') ? '&' : '?'}${asQuery(pairs)}`
  return { url, pairs, request: asRecord(pairs), ...(verifier === undefined ? {} : { verifier }) }
}

const isAgent = (browser: Browser): browser is Browser & UserAgent => 'visit' in browser

export const agentOf = (session: Session, browser: Browser | undefined): UserAgent =>
  browser && isAgent(browser) ? browser : session.agent

const asAuthorization = (
  session: Session,
  { request, verifier }: AuthorizationRequest,
  { landing, kind, pages, refused }: Arrival,
): Authorization => {
  const { answer, callback, elsewhere } = landing
  const made: Authorization = {
    request,
    kind,
    params: callback?.params ?? {},
    pages,
    answer,
    ...(callback ? { carriedBy: callback.carriedBy } : {}),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    ...(callback?.params.code ? { code: callback.params.code } : {}),
    ...(verifier === undefined ? {} : { verifier }),
  }
  if (refused) refusedLogins.add(made)
  const asks = kind !== 'page' && kind !== 'elsewhere'
  const worked = kind === 'callback' ? callback?.params.error === undefined : asks && !refused
  if (worked) session.ledger.worked('authorization')
  return derived(made, answer)
}

const visit = (
  session: Session,
  agent: UserAgent,
  { url, pairs }: AuthorizationRequest,
  method: 'GET' | 'POST',
): Promise<Landing> => {
  const stopAt = pairs.filter(([name]) => name === 'redirect_uri').map(([, value]) => value)
  const label = 'authorization request'
  return method === 'GET'
    ? agent.visit({ url, label, stopAt })
    : agent.visit({ url: endpointOf(session, 'authorization'), method, form: pairs, label, stopAt })
}

/** Sends the request and stops at the first page or callback. */
export const startAuthorization = async (
  session: Session,
  client: TargetClient,
  options: AuthorizationOptions = {},
): Promise<Authorization> => {
  const request = buildRequest(session, client, options)
  const landing = await visit(session, agentOf(session, options.in), request, options.method ?? 'GET')
  const { forms } = session.target
  const pages = pagesOf(landing, forms)
  return asAuthorization(session, request, { landing, kind: kindOf(landing, forms), pages, refused: false })
}

export const userOf = (session: Session, role: string): TargetUser => {
  const { id, users } = session.target
  const user = session.newcomers.get(role) ?? users[role]
  if (!user) throw new HeldBack('skip', `Target "${id}" has no user "${role}": add users.${role} to it.`)
  return user
}

/** What users type; scenarios never see it, and a user of the other environment brings their own. */
const passwords = new WeakMap<User, string>()

export const createUser = (session: Session, role: string): User => {
  const { username, attributes, password } = userOf(session, role)
  const user = { role, username, attributes }
  passwords.set(user, password)
  return user
}

/** The user with what they type. */
export const typedBy = (user: User): User & { readonly password: string } => ({
  ...user,
  password: passwords.get(user) ?? '',
})

/** Anything else is a login that fails, which the software may hold against the account or against us. */
const isTheirOwn = ({ target }: Session, { username, password }: Pick<TargetUser, 'username' | 'password'>): boolean =>
  Object.values(target.users).some((user) => user.username === username && user.password === password)

/** Sends the request, logs the user in, answers consent, and stops at the callback or at an error page. */
export const authorize = async (
  session: Session,
  client: TargetClient,
  options: AuthorizationOptions = {},
): Promise<Authorization> => {
  const user = options.as ?? createUser(session, session.user)
  const typed = { ...user, password: options.password ?? passwords.get(user) ?? '' }
  if (!isTheirOwn(session, typed)) onlyIfAgreed(session.target)
  const request = buildRequest(session, client, options)
  const agent = agentOf(session, options.in)
  const landing = await visit(session, agent, request, options.method ?? 'GET')
  const arrival = await travel(agent, landing, session.target.forms, {
    user: typed,
    consent: options.consent ?? 'allow',
  })
  return asAuthorization(session, request, arrival)
}
