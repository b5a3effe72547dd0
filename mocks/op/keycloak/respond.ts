import { bendParams } from '#mocks/faults/bend.ts'
import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { answerOf, errorOf, type Refusal, unlessReplaced, worded } from '../refusal.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { errorPage, formPostPage, UNCACHED } from './pages.ts'
import { carrierOf, isSigned, modeFor, type ResponseMode, responseTypesOf } from './response-mode.ts'
import { responseToken } from './tokens.ts'

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
export const escaped = (uri: string): string => uri.replace(/[^\x21-\x7e]/gu, encodeURIComponent)

/** Characters beyond 16 bits are lost on the way into a redirect, each leaving two question marks. */
const survivors = (issuer: Issuer, value: string): string =>
  issuer.dialect.switches.redirectsLoseAstral === true ? value.replace(/[\u{10000}-\u{10ffff}]/gu, '??') : value

const locationOf = (issuer: Issuer, redirectUri: string, mode: 'query' | 'fragment', params: Params): string => {
  const encoded = new URLSearchParams(params.map(([name, value]) => [name, survivors(issuer, value)])).toString()
  const [base = '', fragment] = escaped(redirectUri).split(/#(.*)/s)
  if (mode === 'fragment') return `${base}#${fragment === undefined ? '' : `${fragment}&`}${encoded}`
  const separator = base.includes('?') ? '&' : '?'
  return `${base}${separator}${encoded}${fragment === undefined ? '' : `#${fragment}`}`
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
  const carrier = carrierOf(to.responseMode)
  const sent: Params = isSigned(to.responseMode) ? [['response', responseToken(issuer, to.clientId, bent)]] : bent
  return carrier === 'form_post'
    ? formPostPage(issuer, to.redirectUri, sent, headers)
    : redirect(locationOf(issuer, to.redirectUri, carrier, sent), headers)
}

const issuerParam = (issuer: Issuer): Params =>
  issuer.dialect.switches.issInResponse === true ? [['iss', issuer.issuer]] : []

const errorHeaders = (issuer: Issuer): Reply['headers'] =>
  issuer.dialect.switches.noStoreErrorRedirect === true ? [UNCACHED] : []

export const deliverError = (
  issuer: Issuer,
  to: Destination,
  refusal: Refusal,
  headers = errorHeaders(issuer),
): Reply => {
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
export const destinationFrom = (
  issuer: Issuer,
  params: URLSearchParams,
  redirectUri: string,
  clientId: string,
): Destination => {
  const types = responseTypesOf(params.get('response_type') ?? '') ?? new Set<string>()
  const responseMode = modeFor(issuer, params.get('response_mode'), types)
  return { redirectUri, responseMode, state: params.get('state') ?? undefined, clientId }
}

/** A refusal before the redirect URI is known to be good. */
export const refusalPage = (issuer: Issuer, refusal: Refusal): Reply => {
  const answer = answerOf(issuer, refusal.condition)
  const reply = errorPage(issuer, answer.status ?? 400, worded(answer.description ?? '', refusal.values))
  return unlessReplaced(issuer, refusal, reply)
}
