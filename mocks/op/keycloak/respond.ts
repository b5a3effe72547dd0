import { bendParams } from '#mocks/faults/bend.ts'
import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { type AuthorizationRequest, type ResponseMode, responseTypesOf, usesFragment } from './authorization-request.ts'
import { errorPage, formPostPage, UNCACHED } from './pages.ts'
import { answerOf, errorOf, type Refusal, unlessReplaced, worded } from './refusal.ts'

type Params = readonly (readonly [string, string])[]

const REDIRECT_HEADERS = [
  ['Referrer-Policy', 'no-referrer'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-XSS-Protection', '1; mode=block'],
] as const

export const redirect = (location: string, headers: Reply['headers'] = []): Reply => ({
  status: 302,
  headers: [...REDIRECT_HEADERS, ...headers, ['Location', location]],
})

/** What no header may hold; only a provider that checks no redirect URI gets here with any of it. */
const escaped = (uri: string): string => uri.replace(/[^\x21-\x7e]/gu, encodeURIComponent)

const locationOf = (redirectUri: string, mode: 'query' | 'fragment', params: Params): string => {
  const encoded = new URLSearchParams(params.map(([name, value]) => [name, value])).toString()
  if (mode === 'fragment') return `${escaped(redirectUri.replace(/#.*$/s, ''))}#${encoded}`
  const separator = redirectUri.includes('?') ? '&' : '?'
  return `${escaped(redirectUri)}${separator}${encoded}`
}

export interface Destination {
  readonly redirectUri: string
  readonly responseMode: ResponseMode
  readonly state?: string
  readonly clientId: string
}

/** Brings parameters to the client the way it asked for. */
export const deliver = (issuer: Issuer, asked: Destination, params: Params, headers: Reply['headers'] = []): Reply => {
  const mode = issuer.faults.behaviour('responseMode', asked.clientId) as ResponseMode | undefined
  const to = mode === undefined ? asked : { ...asked, responseMode: mode }
  const bent = bendParams(issuer.faults.at('authorization.response', to.clientId), params)
  return to.responseMode === 'form_post'
    ? formPostPage(issuer, to.redirectUri, bent, headers)
    : redirect(locationOf(to.redirectUri, to.responseMode, bent), headers)
}

const issuerParam = (issuer: Issuer): Params =>
  issuer.dialect.switches.issInResponse === true ? [['iss', issuer.issuer]] : []

export const deliverError = (issuer: Issuer, to: Destination, refusal: Refusal, headers?: Reply['headers']): Reply => {
  const keepsState = issuer.faults.behaviour('errorState', to.clientId) !== 'lost'
  const state: Params = to.state === undefined || !keepsState ? [] : [['state', to.state]]
  const params: Params = [...Object.entries(errorOf(issuer, refusal)), ...state, ...issuerParam(issuer)]
  return unlessReplaced(issuer, refusal, deliver(issuer, to, params, headers))
}

export const deliverSuccess = (
  issuer: Issuer,
  request: AuthorizationRequest,
  sessionState: string,
  given: Params,
  headers: Reply['headers'],
): Reply => {
  const state: Params = request.state === undefined ? [] : [['state', request.state]]
  const params: Params = [...state, ['session_state', sessionState], ...issuerParam(issuer), ...given]
  return deliver(issuer, destinationOf(request), params, [UNCACHED, ...headers])
}

export const destinationOf = (request: AuthorizationRequest): Destination => ({
  redirectUri: request.redirectUri,
  responseMode: request.responseMode,
  state: request.state,
  clientId: request.client.clientId,
})

/** Where an error goes while the request itself may be wrong: its own mode if that is a good one. */
export const destinationFrom = (params: URLSearchParams, redirectUri: string, clientId: string): Destination => {
  const types = responseTypesOf(params.get('response_type') ?? '') ?? new Set<string>()
  const asked = params.get('response_mode')
  const usual: ResponseMode = usesFragment(types) ? 'fragment' : 'query'
  const mode = asked === 'fragment' || asked === 'form_post' || asked === 'query' ? asked : usual
  return { redirectUri, responseMode: mode, state: params.get('state') ?? undefined, clientId }
}

/** A refusal before the redirect URI is known to be good. */
export const refusalPage = (issuer: Issuer, refusal: Refusal): Reply => {
  const answer = answerOf(issuer, refusal.condition)
  const reply = errorPage(issuer, answer.status ?? 400, worded(answer.description ?? '', refusal.values))
  return unlessReplaced(issuer, refusal, reply)
}
