import type { Authorization, Client, HttpAnswer, TokenAnswer, TokenOptions } from '../contract.ts'
import { derived } from '../evidence.ts'
import { HeldBack } from '../signals.ts'
import type { TargetClient } from '../target.ts'
import { assertionOf, knows, proofOf } from './authentication.ts'
import { authorize, buildRequest, startAuthorization } from './authorization.ts'
import { controlled, describeAnswer, describeAuthorization, failedControl } from './control.ts'
import { createDevice } from './device.ts'
import { requestAt } from './issuer.ts'
import { createLogout, postLogoutRedirectUriOf } from './logout.ts'
import { asQuery, changed } from './parameters.ts'
import { createPoll } from './poll.ts'
import { endpointOf, type Session } from './session.ts'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const asTokenAnswer = (answer: HttpAnswer): TokenAnswer => {
  const body = isObject(answer.json) ? answer.json : {}
  const made = {
    ...answer,
    body,
    accessToken: text(body.access_token),
    idToken: text(body.id_token),
    refreshToken: text(body.refresh_token),
  }
  return derived(made, answer)
}

/** Sizes matter to services: cookies and proxies have limits. */
const noteSizes = ({ ledger }: Session, answer: TokenAnswer): void => {
  const sizes = { 'access token': answer.accessToken, 'ID token': answer.idToken, 'refresh token': answer.refreshToken }
  for (const [name, token] of Object.entries(sizes)) if (token) ledger.note(`${name}, characters`, token.length)
  if (answer.accessToken && typeof answer.body.expires_in === 'number') {
    ledger.note('access token, seconds', answer.body.expires_in)
  }
}

const post = async (
  session: Session,
  client: TargetClient,
  endpoint: 'token' | 'introspection' | 'revocation' | 'deviceAuthorization',
  form: Readonly<Record<string, string | undefined>>,
  options: TokenOptions,
  label: string,
): Promise<HttpAnswer> => {
  const proof = await proofOf(session, client, options)
  const url = options.endpoint ?? endpointOf(session, endpoint)
  if (options.secretIn === 'url') {
    const inUrl = asQuery(changed({ client_id: client.clientId, client_secret: client.secret }))
    return requestAt(session)(`${url}?${inUrl}`, { method: 'POST', body: changed(form, options.params), label })
  }
  const body = changed({ ...form, ...proof.form }, options.params)
  return requestAt(session)(url, { method: 'POST', headers: proof.headers, body, label })
}

const codeOf = (of: Authorization | string): string => {
  if (typeof of === 'string') return of
  if (of.code === undefined) throw failedControl(describeAuthorization(of))
  return of.code
}

const tokenOf = (of: TokenAnswer | string, kind: 'accessToken' | 'refreshToken', name: string): string => {
  const token = typeof of === 'string' ? of : of[kind]
  if (token === undefined) {
    const came = typeof of === 'string' ? '' : describeAnswer(of)
    throw failedControl(`no ${name} (${came})`)
  }
  return token
}

/** RFC 8693 section 2.1. */
const exchangeForm = (subject: string) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token: subject,
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
})

const createExchange =
  (session: Session, client: TargetClient): Client['exchange'] =>
  async (of, options = {}) => {
    const authorization = typeof of === 'string' ? undefined : of
    const form = {
      grant_type: 'authorization_code',
      code: codeOf(of),
      redirect_uri:
        options.redirectUri === undefined
          ? (authorization?.request.redirect_uri ?? client.redirectUri)
          : (options.redirectUri ?? undefined),
      code_verifier: options.verifier === undefined ? authorization?.verifier : (options.verifier ?? undefined),
    }
    const answer = asTokenAnswer(await post(session, client, 'token', form, options, 'token request'))
    noteSizes(session, answer)
    return answer
  }

const createLogin =
  (session: Session, client: TargetClient, exchange: Client['exchange']): Client['login'] =>
  async (options) => {
    const authorization = await authorize(session, client, options)
    const tokens = await exchange(authorization)
    controlled(session.ledger, tokens)
    return derived({ ...tokens, authorization }, tokens)
  }

export const createClient = (session: Session, role: string): Client => {
  const client = session.target.clients[role]
  if (!client) {
    const { id } = session.target
    throw new HeldBack('skip', `Target "${id}" has no client "${role}": register one and add clients.${role} to it.`)
  }
  const exchange = createExchange(session, client)
  const token: Client['token'] = async (form, options = {}) =>
    asTokenAnswer(
      await post(session, client, 'token', form, options, `token request, ${form.grant_type ?? 'no grant'}`),
    )

  return {
    role,
    id: client.clientId,
    redirectUri: client.redirectUri,
    redirectUris: client.redirectUris,
    get postLogoutRedirectUri() {
      return postLogoutRedirectUriOf(session, role, client)
    },
    isPublic: client.auth === 'none',
    ...(client.pkce ? { pkce: client.pkce } : {}),
    authorizationUrl: (options) => buildRequest(session, client, options),
    start: (options) => startAuthorization(session, client, options),
    authorize: (options) => authorize(session, client, options),
    exchange,
    login: createLogin(session, client, exchange),
    refresh: (of, options) =>
      token({ grant_type: 'refresh_token', refresh_token: tokenOf(of, 'refreshToken', 'refresh token') }, options),
    token,
    exchangeToken: (subject, options) => token(exchangeForm(tokenOf(subject, 'accessToken', 'access token')), options),
    assertion: (options) => assertionOf(session, client, options),
    userinfo: async (of, { method = 'GET' } = {}) =>
      requestAt(session)(endpointOf(session, 'userinfo'), {
        method,
        headers: { authorization: `Bearer ${tokenOf(of, 'accessToken', 'access token')}` },
        label: 'userinfo request',
      }),
    introspect: (of, options = {}) =>
      post(session, client, 'introspection', { token: of }, options, 'introspection request'),
    revoke: (of, options = {}) => post(session, client, 'revocation', { token: of }, options, 'revocation request'),
    device: createDevice(session, client, (form, options) =>
      post(session, client, 'deviceAuthorization', form, options, 'device authorization request'),
    ),
    poll: createPoll(session, async (form, options) =>
      asTokenAnswer(await post(session, client, 'token', form, options, 'token request, device code')),
    ),
    logout: createLogout(session),
    knows: (method) => knows(client, method),
  }
}
