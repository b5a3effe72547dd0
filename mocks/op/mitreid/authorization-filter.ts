import type { Client } from '#fixtures/schema/client.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { type Issuer, seconds } from '../issuer.ts'
import type { Refusal } from '../refusal.ts'
import { refused } from './answers.ts'
import { findRedirectUri } from './authorization-checks.ts'
import { refusedByRedirect } from './authorization-refusal.ts'
import type { Params } from './parameters.ts'
import { requestObjectFlaw } from './request-object.ts'
import type { BrowserSession } from './session.ts'

const isJson = (value: string): boolean => {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

const isNumber = (value: string): boolean => /^[-+]?\d+$/.test(value) && Math.abs(Number(value)) < 2 ** 31

/** What the filter stumbles over before it looks at anything else; the software breaks down, we answer. */
const unreadable = (params: Params): Refusal | undefined => {
  const claims = params.get('claims')
  const maxAge = params.get('max_age')
  if (claims && !isJson(claims)) return { condition: 'authorization.claims-invalid' }
  if (maxAge !== undefined && !params.has('prompt') && !isNumber(maxAge)) {
    return { condition: 'authorization.max-age-invalid', values: { max_age: maxAge } }
  }
  return undefined
}

export const isLoggedIn = (session: BrowserSession | undefined): session is BrowserSession & { accountId: string } =>
  session?.accountId !== undefined

export const logOut = (session: BrowserSession): void => {
  delete session.accountId
}

/** Nobody is logged in and nobody may be asked: the only error that is told before a login. */
const silently = (issuer: Issuer, params: Params, client: Client | undefined): Reply => {
  if (!client || !params.has('redirect_uri')) {
    return refused(issuer, { condition: 'authorization.login-required-nowhere' })
  }
  const redirectUri = findRedirectUri(issuer, params, client)
  if (typeof redirectUri !== 'string') return refused(issuer, { condition: 'authorization.login-required-elsewhere' })
  const to = { redirectUri, clientId: client.clientId, fragment: false, state: params.get('state') || undefined }
  return refusedByRedirect(issuer, to, { condition: 'authorization.login-required' })
}

/** Once per login: the login that `prompt=login` asks for answers it when the browser comes back. */
const askedToLogIn = (session: BrowserSession): void => {
  if (session.prompt === 'answered') {
    delete session.prompt
    return
  }
  session.prompt = 'requested'
  logOut(session)
}

const isTooOld = (issuer: Issuer, { loginTs }: BrowserSession, maxAge: string): boolean =>
  loginTs !== undefined && seconds(issuer) - loginTs > Number(maxAge)

/** What stands before the authorization endpoint, for every browser: it logs out whom the request wants to log in anew. */
export const filterAuthorization = (issuer: Issuer, params: Params, session: BrowserSession): Reply | undefined => {
  const broken = unreadable(params)
  if (broken) return refused(issuer, broken)
  const clientId = params.get('client_id')
  const client = issuer.clients.get(clientId ?? '')
  // The endpoint says so later; until then nothing in the request counts.
  if (requestObjectFlaw(issuer, params) || (clientId && !client)) return undefined
  const hint = params.get('login_hint')
  session.loginHint = hint && !hint.startsWith('http') ? hint : undefined
  const ignored = issuer.faults.behaviour('ignoresPrompt', clientId)
  const prompts = (params.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== ignored)
  if (prompts.includes('none')) return isLoggedIn(session) ? undefined : silently(issuer, params, client)
  if (prompts.includes('login')) askedToLogIn(session)
  const maxAge = params.has('prompt') || ignored === 'max_age' ? undefined : params.get('max_age')
  if (maxAge !== undefined && isTooOld(issuer, session, maxAge)) logOut(session)
  return undefined
}
