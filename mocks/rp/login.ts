import type { Claims } from '#mocks/wire/jwt.ts'
import { repeatedIn } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { takeAttributes } from './attributes.ts'
import { keysBrought } from './brought-keys.ts'
import { checkIdToken } from './id-token.ts'
import { type Ask, discover, type Metadata, publishedKeys } from './issuer.ts'
import { type Eyes, looks } from './looks.ts'
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

const checkIssuer = (
  params: URLSearchParams,
  { authorization_response_iss_parameter_supported: promised }: Metadata,
  { options, eyes }: Means,
): void => {
  const iss = params.get('iss')
  eyes.look('response-issuer', iss === null ? promised === true : iss !== options.issuer)
}

const checkAnswer = (params: URLSearchParams, journey: Journey, metadata: Metadata, means: Means): string => {
  const { eyes } = means
  eyes.look('answer-doubled', repeatedIn(params).length > 0)
  eyes.look('state', params.get('state') !== journey.state)
  checkIssuer(params, metadata, means)
  if (params.get('error') !== null && !eyes.has('error-response')) {
    const told = params.get('error_description') ?? undefined
    throw new Refusal('error-response', `Refused: ${looks['error-response']}`, told)
  }
  const code = params.get('code')
  if (code === null) throw new Refusal('code', 'Refused: the answer has no code.')
  return code
}

const NOBODY: Journey = { state: '', nonce: undefined, verifier: undefined }

const grantOf = (code: string, journey: Journey, { redirectUri, eyes }: Means): Readonly<Record<string, string>> => ({
  grant_type: 'authorization_code',
  code,
  ...(eyes.has('redirect-uri-left-out') ? {} : { redirect_uri: redirectUri }),
  ...(journey.verifier === undefined ? {} : { code_verifier: journey.verifier }),
})

const claimsIn = async (
  { idToken, accessToken }: Tokens,
  { nonce }: Journey,
  metadata: Metadata,
  { options, ask, eyes, now }: Means,
): Promise<Claims> => {
  eyes.look('id-token', idToken === undefined)
  const published = await publishedKeys(ask, metadata)
  if (idToken === undefined) return {}
  const curious = eyes.has('header-key') || eyes.has('addresses-called')
  const found = curious ? await keysBrought(idToken, ask) : []
  const brought = eyes.has('header-key') ? found : []
  const { issuer, clientId, secret } = options
  const expected = { issuer, clientId, secret, nonce, accessToken, now: now() / 1000 }
  return checkIdToken(idToken, [...brought, ...published], expected, eyes)
}

/** Who came back, and with what right; throws a Refusal. */
export const completeLogin = async (
  params: URLSearchParams,
  journey: Journey = NOBODY,
  means: Means,
): Promise<Login> => {
  const { options, ask, eyes } = means
  const metadata = await discover(ask, options.issuer, eyes)
  const code = checkAnswer(params, journey, metadata, means)
  const tokens = await requestTokens(ask, metadata, options, grantOf(code, journey, means), eyes)
  const claims = await claimsIn(tokens, journey, metadata, means)
  const told = await requestUserinfo(ask, metadata, tokens.accessToken, claims.sub, eyes)
  return loginOf({ ...claims, ...told }, tokens, means)
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
