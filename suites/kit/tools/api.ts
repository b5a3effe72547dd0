import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { HttpAnswer, TokenAnswer } from '../contract.ts'
import type { Api, ApiCallOptions, ApiToken, ApiTokenOptions, Seen } from '../contract-api.ts'
import { TransportError, UnusableAnswer } from '../drivers/transport-error.ts'
import { at } from '../json-pointer.ts'
import { HeldBack } from '../signals.ts'
import type { ApiSeed } from '../target-api.ts'
import { createUser } from './authorization.ts'
import { createClient } from './client.ts'
import { describe, failedControl } from './control.ts'
import type { Session } from './session.ts'

const words = (value: unknown): readonly string[] => {
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : []
  return parts.map(String).filter(Boolean)
}

const named = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

const seenIn = ({ shows }: ApiSeed, { json }: HttpAnswer): Seen => {
  const user = named(at(json, shows.user))
  const client = shows.client === undefined ? undefined : named(at(json, shows.client))
  return {
    ...(user === undefined ? {} : { user }),
    ...(client === undefined ? {} : { client }),
    scopes: shows.scopes === undefined ? [] : words(at(json, shows.scopes)),
  }
}

const given = (answer: TokenAnswer): string => {
  if (answer.accessToken !== undefined) return answer.accessToken
  throw failedControl(`no token for the API, but ${describe(answer)}`)
}

const loginFor = async (session: Session, { tokens }: ApiSeed, options: ApiTokenOptions): Promise<TokenAnswer> => {
  if (options.holder === 'system') {
    return createClient(session, tokens.system ?? tokens.client).token({ grant_type: 'client_credentials' })
  }
  const { as, in: browser, kind } = options
  return createClient(session, tokens.client).login({
    scope: kind === 'lacks' ? (tokens.lacks ?? tokens.opens) : tokens.opens,
    ...(as === undefined ? {} : { as: createUser(session, as) }),
    ...(browser === undefined ? {} : { in: browser }),
  })
}

const exchanged = async (
  session: Session,
  { tokens: { exchange } }: ApiSeed,
  login: TokenAnswer,
  kind: ApiTokenOptions['kind'],
): Promise<string> => {
  if (!exchange) return given(login)
  const audience = kind === 'elsewhere' ? exchange.otherAudience : exchange.audience
  // The token of the login was made for nobody in particular, or for the issuer itself.
  if (audience === undefined) return given(login)
  return given(await createClient(session, exchange.client).exchangeToken(login, { params: { audience } }))
}

/** Whom the API has to see; without an ID token nobody can say. */
const subjectOf = ({ id }: Session['target'], { idToken }: TokenAnswer): string => {
  const sub = idToken === undefined ? undefined : decodeJwt(idToken)?.claims.sub
  if (typeof sub === 'string') return sub
  throw new HeldBack('skip', `The login gave no ID token that says who it is: add openid to tokens.opens of "${id}".`)
}

const addressOf = (api: ApiSeed, { at: place, query = {} }: ApiCallOptions): string => {
  const url = new URL((place && api[place]) ?? api.resource)
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value)
  return url.href
}

const presented = (token: ApiToken | string): string => (typeof token === 'string' ? token : token.value)

const lifetimeOf = (session: Session, { value, login }: ApiToken): number => {
  const { exp, iat } = decodeJwt(value)?.claims ?? {}
  if (typeof exp === 'number' && typeof iat === 'number') return exp - iat
  return typeof login.body.expires_in === 'number'
    ? login.body.expires_in
    : session.target.profile.lifetimes.accessToken
}

const lackingOf = ({ tokens, protection }: ApiSeed): Api['lacking'] => {
  if (tokens.lacks !== undefined) return 'asked'
  return protection === 'jwt' && tokens.exchange !== undefined ? 'resigned' : 'nothing'
}

const send = (session: Session, label: string, url: string, headers: ApiCallOptions['headers']) =>
  session.transport({
    from: 'rp',
    to: 'resource-server',
    method: 'GET',
    url,
    label,
    headers: { accept: 'application/json', 'user-agent': 'aai-conformance', ...headers },
  })

/** A way in that a firewall closed is closed. */
const nobodyThere = (error: unknown): undefined => {
  if (error instanceof TransportError && !(error instanceof UnusableAnswer)) return undefined
  throw error
}

export const createApi = (session: Session, api: ApiSeed): Api => ({
  protection: api.protection,
  credentials: api.credentials,
  lacking: lackingOf(api),
  token: async (options = {}) => {
    const login = await loginFor(session, api, options)
    const isUser = options.holder !== 'system' && options.kind !== 'lacks'
    const user = isUser ? subjectOf(session.target, login) : undefined
    const value = await exchanged(session, api, login, options.kind)
    const { exchange, client, system = client } = api.tokens
    const holder = options.holder === 'system' ? system : (exchange?.client ?? client)
    return {
      value,
      login,
      client: session.target.clients[holder]?.clientId ?? holder,
      ...(user === undefined ? {} : { user }),
    }
  },
  call: (token, options = {}) =>
    send(session, 'API call', addressOf(api, options), {
      ...(token === undefined ? {} : { authorization: `Bearer ${presented(token)}` }),
      ...options.headers,
    }),
  callDirectly: async (headers) => {
    if (api.direct === undefined) throw new HeldBack('skip', 'The target does not say direct: add it.')
    return send(session, 'API call, past the gatekeeper', api.direct, headers).catch(nobodyThere)
  },
  revoke: ({ value }) => createClient(session, api.tokens.client).revoke(value),
  seen: (answer) => seenIn(api, answer),
  resigned: (token, change) => session.resign(token.value, change),
  lifetime: (token) => lifetimeOf(session, token),
})
