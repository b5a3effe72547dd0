import { takeAttributes } from './attributes.ts'
import { checkIdToken } from './id-token.ts'
import { type Ask, discover, publishedKeys } from './issuer.ts'
import { type Eyes, Refusal } from './looks.ts'
import type { RelyingPartyOptions } from './options.ts'
import type { Accounts, Journey, Login } from './sessions.ts'
import { requestTokens, requestUserinfo, type Tokens } from './tokens.ts'

/** What a login needs beside what the browser brings. */
export interface Means {
  readonly options: RelyingPartyOptions
  readonly redirectUri: string
  readonly ask: Ask
  readonly eyes: Eyes
  readonly accounts: Accounts
  readonly now: () => number
}

const checkAnswer = (params: URLSearchParams, journey: Journey, { options, eyes }: Means): string => {
  eyes.look('state', params.get('state') !== journey.state)
  const iss = params.get('iss')
  eyes.look('response-issuer', iss !== null && iss !== options.issuer)
  const error = params.get('error')
  if (error !== null) eyes.look('error-response', true)
  const code = params.get('code')
  if (code === null) throw new Refusal('code', 'Refused: the answer has no code.')
  return code
}

const NOBODY: Journey = { state: '', nonce: undefined, verifier: undefined }

/** Who came back, and with what right; throws a Refusal. */
export const completeLogin = async (
  params: URLSearchParams,
  journey: Journey | undefined,
  means: Means,
): Promise<Login> => {
  const { options, redirectUri, ask, eyes, accounts, now } = means
  const code = checkAnswer(params, journey ?? NOBODY, means)
  const metadata = await discover(ask, options.issuer, eyes)
  const verifier = journey?.verifier
  const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
  const proof: Readonly<Record<string, string>> = verifier === undefined ? {} : { code_verifier: verifier }
  const tokens = await requestTokens(ask, metadata, options, { ...grant, ...proof }, eyes)
  const expected = { issuer: options.issuer, clientId: options.clientId, nonce: journey?.nonce, now: now() / 1000 }
  const { idToken, accessToken } = tokens
  eyes.look('id-token', idToken === undefined)
  const keys = await publishedKeys(ask, metadata)
  const claims = idToken === undefined ? {} : checkIdToken(idToken, keys, { ...expected, accessToken }, eyes)
  const told = await requestUserinfo(ask, metadata, accessToken, claims.sub, eyes)
  return loginOf({ ...claims, ...told }, tokens, { accounts, eyes, now })
}

const loginOf = (
  claims: Login['claims'],
  { idToken = '', accessToken, refreshToken, lifetime }: Tokens,
  { accounts, eyes, now }: Pick<Means, 'accounts' | 'eyes' | 'now'>,
): Login => {
  takeAttributes(claims, eyes)
  const sub = String(claims.sub ?? '')
  const key = eyes.has('keyed-by-email') ? String(claims.email ?? sub) : sub
  const expiresAt = now() + lifetime * 1000
  return { account: accounts.of(key), sub, claims, idToken, accessToken, refreshToken, expiresAt }
}

/** The login with fresh tokens, or undefined when the issuer gives none. */
export const refreshed = async (login: Login, { options, ask, eyes, now }: Means): Promise<Login | undefined> => {
  if (login.refreshToken === undefined || eyes.has('never-refreshes')) return undefined
  const metadata = await discover(ask, options.issuer, eyes)
  const grant = { grant_type: 'refresh_token', refresh_token: login.refreshToken }
  try {
    const tokens = await requestTokens(ask, metadata, options, grant, eyes)
    const { accessToken, idToken = login.idToken } = tokens
    const refreshToken = (eyes.has('rotation-forgotten') ? undefined : tokens.refreshToken) ?? login.refreshToken
    return { ...login, accessToken, refreshToken, idToken, expiresAt: now() + tokens.lifetime * 1000 }
  } catch (error) {
    if (!(error instanceof Refusal) || eyes.has('refusal-unexpected'))
      throw new Error('refresh failed', { cause: error })
    return eyes.has('refusal-ignored') ? login : undefined
  }
}
