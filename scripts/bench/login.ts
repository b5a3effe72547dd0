import { createHash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { Answer, UserAgent } from './user-agent.ts'

export interface Endpoints {
  readonly issuer: string
  readonly authorization: URL
  readonly token: string
  readonly userinfo: string
  readonly jwks: string
}

export interface Registration {
  readonly clientId: string
  readonly secret: string
  readonly redirectUri: string
  readonly username: string
  readonly password: string
}

export interface Tokens {
  readonly accessToken: string
  readonly idToken: string
}

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url)
  return pathname + search
}

export const readEndpoints = (text: string): Endpoints => {
  const document = JSON.parse(text)
  return {
    issuer: document.issuer,
    authorization: new URL(document.authorization_endpoint),
    token: pathOf(document.token_endpoint),
    userinfo: pathOf(document.userinfo_endpoint),
    jwks: document.jwks_uri,
  }
}

const unexpected = (where: string, { status, text }: Answer): Error =>
  new Error(`${where} answered ${status}: ${text.replace(/\s+/g, ' ').slice(0, 200)}`)

const formAction = (page: string): string | undefined =>
  /<form\b[^>]*\baction="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')

/** A form is filled in whole: one that does not ask for a name and a password takes no notice of them. */
const answerForms = async (agent: UserAgent, first: Answer, registration: Registration, base: URL): Promise<URL> => {
  let answer = first
  let at = base
  for (let hop = 0; hop < 8; hop++) {
    if (answer.location !== undefined) {
      at = new URL(answer.location, at)
      if (at.href.startsWith(registration.redirectUri)) return at
      answer = await agent.get(at.pathname + at.search)
      continue
    }
    const action = answer.status === 200 ? formAction(answer.text) : undefined
    if (action === undefined) throw unexpected(at.pathname, answer)
    at = new URL(action, at)
    const { username, password } = registration
    answer = await agent.post(at.pathname + at.search, { username, password, accept: 'Yes' })
  }
  throw new Error(`no callback after eight steps, last ${at.pathname}`)
}

/** Code flow with PKCE S256, from the authorization request to the answer of the userinfo endpoint, as a new user. */
export const logIn = async (agent: UserAgent, endpoints: Endpoints, registration: Registration): Promise<Tokens> => {
  agent.forget()
  const { clientId, secret, redirectUri } = registration
  const verifier = randomBytes(32).toString('base64url')
  const request = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    state: randomBytes(8).toString('base64url'),
    nonce: randomBytes(8).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const first = await agent.get(`${endpoints.authorization.pathname}?${request}`)
  const callback = await answerForms(agent, first, registration, endpoints.authorization)
  const code = callback.searchParams.get('code')
  if (code === null || callback.searchParams.get('state') !== request.get('state'))
    throw new Error(`no code in ${callback}`)
  const answer = await agent.post(
    endpoints.token,
    { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier },
    {
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`,
    },
  )
  if (answer.status !== 200) throw unexpected('token endpoint', answer)
  const tokens = JSON.parse(answer.text)
  const userinfo = await agent.get(endpoints.userinfo, { authorization: `Bearer ${tokens.access_token}` })
  if (userinfo.status !== 200 || typeof JSON.parse(userinfo.text).sub !== 'string')
    throw unexpected('userinfo', userinfo)
  return { accessToken: tokens.access_token, idToken: tokens.id_token }
}

/** Contenders do the same work only if both tokens are JWTs, signed with RS256 by a published key. */
export const verifyTokens = async ({ accessToken, idToken }: Tokens, endpoints: Endpoints): Promise<void> => {
  const keys = createRemoteJWKSet(new URL(endpoints.jwks))
  for (const token of [accessToken, idToken]) {
    await jwtVerify(token, keys, { issuer: endpoints.issuer, algorithms: ['RS256'] })
  }
}
