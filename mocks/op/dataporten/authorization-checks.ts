import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { type Looking, looking, type Refusal } from '../refusal.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { Params } from './parameters.ts'
import { checkChallenge } from './pkce.ts'
import type { Carrier, Destination } from './redirects.ts'
import { grantedScopes } from './scopes.ts'

/** Why not, and where the client may be told so. */
export interface Refused {
  readonly refusal: Refusal
  readonly to?: Destination
}

/** `token` alone is plain OAuth, which the software served before OpenID Connect and still does. */
const RESPONSE_TYPES = ['code', 'token', 'id_token token']
const HYBRID = 'code id_token'

const isServed = (issuer: Issuer, types: readonly string[]): boolean => {
  const served = issuer.dialect.switches.hybrid === false ? RESPONSE_TYPES : [...RESPONSE_TYPES, HYBRID]
  return served.some((each) => each.split(' ').sort().join(' ') === types.join(' '))
}

const typesOf = (params: Params): readonly string[] => [...new Set(scopesOf(params.get('response_type')))].sort()

const findClient = (issuer: Issuer, params: Params): Client | Refusal => {
  const id = params.get('client_id')
  if (!id) return { condition: 'authorization.client-missing' }
  return issuer.clients.get(id) ?? { condition: 'authorization.client-unknown' }
}

/** OpenID Connect has to name its redirect URI, character by character; plain OAuth gets the first that is registered. */
const findRedirectUri = (params: Params, client: Client, openid: boolean, look: Looking): string | Refusal => {
  const given = params.get('redirect_uri') || undefined
  const [first] = client.redirectUris
  const missing = look('authorization.redirect-uri-missing', given === undefined && (openid || first === undefined))
  if (missing) return missing
  const uri = given ?? first ?? ''
  return look('authorization.redirect-uri-invalid', !client.redirectUris.includes(uri)) ?? uri
}

const carrierOf = (issuer: Issuer, params: Params): Carrier => {
  const mode = params.get('response_mode')
  const front = typesOf(params).some((type) => type !== 'code')
  const heedless = issuer.faults.skips('authorization.response-mode-invalid', params.get('client_id'))
  if (mode === 'query' && heedless) return mode
  if (mode === 'form_post' && issuer.dialect.switches.formPost !== false) return mode
  return front || mode === 'fragment' ? 'fragment' : 'query'
}

const typeRefusal = (params: Params, client: Client, look: Looking): Refusal | undefined => {
  const types = typesOf(params)
  const [code, front] = [types.includes('code'), types.some((type) => type !== 'code')]
  return (
    look('authorization.flow-disabled-standard', code && !client.grants.includes('code')) ??
    look('authorization.flow-disabled-implicit', front && !client.grants.includes('implicit')) ??
    look('authorization.nonce-missing', types.includes('id_token') && !params.get('nonce')) ??
    look('authorization.response-mode-invalid', front && params.get('response_mode') === 'query')
  )
}

/** No check of the software's: what a fault makes a provider stumble over. `''` stands for any empty parameter. */
const stumbling = (issuer: Issuer, params: Params): boolean => {
  const refused = issuer.faults.behaviour('refuses', params.get('client_id'))
  const demanded = issuer.faults.behaviour('demands', params.get('client_id'))
  return (
    (Array.isArray(refused) &&
      [...params].some(([name, value]) => refused.includes(name) || (value === '' && refused.includes('')))) ||
    (Array.isArray(demanded) && demanded.some((name) => !params.has(name)))
  )
}

const promptsOf = (issuer: Issuer, params: Params): readonly string[] => {
  const ignored = issuer.faults.behaviour('ignoresPrompt', params.get('client_id'))
  return scopesOf(params.get('prompt')).filter((prompt) => prompt !== ignored)
}

/** `prompt=login` is a wish for a login of the last minute; a shorter `max_age` than ten seconds is not honoured. */
const maxAgeOf = (issuer: Issuer, params: Params, prompts: readonly string[]): number | undefined => {
  const { promptLoginAge, leastMaxAge } = issuer.dialect.switches
  if (prompts.includes('login')) return Number(promptLoginAge)
  const ignored = issuer.faults.behaviour('ignoresPrompt', params.get('client_id')) === 'max_age'
  const asked = params.get('max_age') ?? ''
  return ignored || !/^\d{1,9}$/.test(asked) ? undefined : Math.max(Number(asked), Number(leastMaxAge))
}

const requestOf = (
  issuer: Issuer,
  params: Params,
  to: Destination,
  scopes: readonly string[],
): AuthorizationRequest => {
  const openid = scopes.includes('openid')
  const prompts = openid ? promptsOf(issuer, params) : []
  const challenge = issuer.dialect.switches.pkce === false ? undefined : params.get('code_challenge')
  return {
    clientId: to.clientId,
    redirectUri: to.redirectUri,
    redirectUriNamed: Boolean(params.get('redirect_uri')),
    responseTypes: new Set(typesOf(params)),
    carrier: to.carrier,
    scopes,
    state: to.state,
    nonce: params.get('nonce') || undefined,
    prompts,
    maxAge: openid ? maxAgeOf(issuer, params, prompts) : undefined,
    loginHint: params.get('login_hint'),
    levels: openid ? scopesOf(params.get('acr_values')) : [],
    challenge,
    challengeMethod: challenge === undefined ? undefined : (params.get('code_challenge_method') ?? 'plain'),
  }
}

/** Client, redirect URI and scopes before anything that may be told at the redirect URI. */
export const checkAuthorization = (issuer: Issuer, params: Params): AuthorizationRequest | Refused => {
  const client = findClient(issuer, params)
  if ('condition' in client) return { refusal: client }
  const look = looking(issuer, client.clientId)
  const type = params.get('response_type')
  const unknown =
    look('authorization.response-type-missing', !type) ??
    look('authorization.response-type-unsupported', !isServed(issuer, typesOf(params)))
  if (unknown) return { refusal: unknown }
  const wantsOpenid = scopesOf(params.get('scope')).includes('openid')
  const scopes = grantedScopes(issuer, client, params.get('scope'))
  const redirectUri = findRedirectUri(params, client, wantsOpenid || scopes.includes('openid'), look)
  if (typeof redirectUri !== 'string') return { refusal: redirectUri }
  const carrier = carrierOf(issuer, params)
  const to = { redirectUri, clientId: client.clientId, carrier, state: params.get('state') || undefined }
  const unapproved = scopes.length === 0 || (wantsOpenid && !scopes.includes('openid'))
  const refusal =
    look('authorization.scope-invalid', unapproved) ??
    look('authorization.duplicated-parameter', stumbling(issuer, params)) ??
    typeRefusal(params, client, look) ??
    checkChallenge(issuer, client, params, look)
  return refusal ? { refusal, to } : requestOf(issuer, params, to, scopes)
}
