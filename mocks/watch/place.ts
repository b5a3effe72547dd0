import { callerOf } from '#mocks/op/caller.ts'
import type { Call } from '#mocks/wire/message.ts'
import type { Login, LoginKind } from './login.ts'
import { claimsOf, isSoap } from './saml-step.ts'
import { isAsking, sentIn } from './step.ts'
import type { Traces } from './traces.ts'

/** Where a request belongs: to a login that is known, or to a new one of this kind. */
export interface Place {
  readonly login?: Login
  readonly begins: LoginKind
  readonly speaks: Login['speaks']
  readonly client?: string
  readonly browser?: string
  /** A person's browser sent it, not the service itself. */
  readonly byBrowser: boolean
  /** It asks whether somebody is signed in already, and shows nobody a page: no login that a user knows of. */
  readonly silent: boolean
}

const PROGRAMS = new Set([
  ...['token', 'userinfo', 'introspection', 'revocation', 'deviceAuthorization', 'registration', 'jwks', 'discovery'],
  ...['pushedAuthorization', 'backchannelAuthentication', 'saml-metadata'],
])

const DOCUMENTS = new Set(['discovery', 'jwks', 'saml-metadata'])

export const isByBrowser = (endpoint: string, call: Call): boolean =>
  (!PROGRAMS.has(endpoint) && !isSoap(endpoint, call)) || (endpoint === 'deviceAuthorization' && call.method === 'GET')

/** Browsers ask for these by themselves. */
export const isIdle = ({ method, path }: Call): boolean =>
  method === 'OPTIONS' ||
  /^\/(?:favicon\.ico|robots\.txt|apple-touch-icon[\w-]*\.png|\.well-known\/appspecific\/.*)$/.test(path)

const ASKED = new Set(['authorization', 'pushedAuthorization', 'saml-sso'])
const ENDED = new Set(['endSession', 'saml-slo', 'saml-logout'])

const kindOf = (endpoint: string, call: Call): LoginKind => {
  if (DOCUMENTS.has(endpoint)) return 'documents'
  if (ASKED.has(endpoint)) return 'login'
  if (endpoint === 'deviceAuthorization' && call.method === 'POST') return 'device'
  if (ENDED.has(endpoint)) return 'logout'
  return endpoint === 'token' && call.form?.get('grant_type') === 'client_credentials' ? 'service' : 'other'
}

/** Some issuers lead back to their own endpoint with the same words; a login that has its answer is another one. */
const goesOn = (login: Login | undefined, call: Call): boolean => {
  const [first] = login?.steps ?? []
  const isOpen = login?.steps.every(({ answer }) => !answer.gives.code && !answer.error && !answer.saml) ?? false
  return isOpen && first !== undefined && first.rawQuery !== '' && first.rawQuery === sentIn(call).rawQuery
}

interface Known {
  readonly traces: Traces
  readonly find: (id: string | undefined) => Login | undefined
  /** The newest of this kind and client. */
  readonly newest: (kind: LoginKind, client: string | undefined) => Login | undefined
}

/** Codes and tokens tell first, then the tab and the browser; what is left begins something, or joins its like. */
const loginFor = (call: Call, endpoint: string, place: Place, { traces, find, newest }: Known): Login | undefined => {
  const { begins, byBrowser, browser, client } = place
  if (endpoint === 'saml-sso' || (endpoint === 'authorization' && isAsking({ endpoint, ...sentIn(call) }))) {
    const current = find(traces.loginIn(call, browser))
    return goesOn(current, call) ? current : undefined
  }
  const shown = find(traces.loginShown(call))
  if (shown) return shown
  if (begins === 'documents') return newest('documents', undefined)
  if (!byBrowser) return begins === 'other' || begins === 'service' ? newest(begins, client) : undefined
  const current = find(traces.loginIn(call, browser))
  if (endpoint === 'deviceVerification') return current?.kind === 'device' ? current : newest('device', undefined)
  return current
}

export const placeOf = (call: Call, endpoint: string, known: Known): Place => {
  const byBrowser = isByBrowser(endpoint, call)
  const browser = byBrowser ? known.traces.browserOf(call) : undefined
  const { issuer, silent = false } = claimsOf(endpoint, call)
  const caller = callerOf(call) ?? issuer
  const place: Place = {
    speaks: endpoint.startsWith('saml-') ? 'saml' : 'oidc',
    begins: kindOf(endpoint, call),
    byBrowser,
    silent: silent || (call.query.get('prompt') ?? call.form?.get('prompt')) === 'none',
    ...(caller === undefined ? {} : { client: caller }),
    ...(browser === undefined ? {} : { browser }),
  }
  const login = loginFor(call, endpoint, place, known)
  return login ? { ...place, login } : place
}
