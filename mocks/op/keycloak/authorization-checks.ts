import type { Client } from '#fixtures/schema/client.ts'
import { repeatedIn } from '#mocks/wire/message.ts'
import { scopeParts, scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { type Looking, looking, type Refusal } from '../refusal.ts'
import { carriesAnswer, matchesRedirectUri, normalised } from './redirect-uris.ts'
import { checkClaims } from './requested-claims.ts'
import { isKnownMode, responseTypesOf, usesFragment } from './response-mode.ts'

/**
 * The checks of Keycloak's authorization endpoint, in Keycloak's order. The first two stages answer with a page: the
 * redirect URI is not to be trusted yet. All later refusals go to the redirect URI.
 */
type Check = (params: URLSearchParams, client: Client, look: Looking, issuer: Issuer) => Refusal | undefined

const SYNTAX = /^[A-Za-z0-9\-._~]{43,128}$/

export const findClient = (issuer: Issuer, params: URLSearchParams): Client | Refusal => {
  const look = looking(issuer)
  const ids = params.getAll('client_id')
  if (ids.length === 0) return { condition: 'authorization.client-missing' }
  const id = ids[0] ?? ''
  const client = issuer.clients.get(id)
  return (
    look('authorization.client-duplicated', ids.length > 1) ?? client ?? { condition: 'authorization.client-unknown' }
  )
}

/** The redirect URI to use, or the page. */
export const findRedirectUri = (issuer: Issuer, params: URLSearchParams, client: Client): string | Refusal => {
  const look = looking(issuer, client.clientId)
  const given = params.get('redirect_uri')
  if (given === null) {
    const [only, ...more] = client.redirectUris
    const optional = !scopesOf(params.get('scope')).includes('openid') && only !== undefined && more.length === 0
    return optional ? only.replace(/\/?\*$/, '') : { condition: 'authorization.redirect-uri-missing' }
  }
  const reserved = issuer.dialect.switches.redirectUriReservedParameters === 'refuse' && carriesAnswer(given)
  const strict = issuer.faults.behaviour('loopbackPorts', client.clientId) === 'compared'
  const uri = issuer.dialect.switches.normalisesRedirectUris === true ? normalised(given) : given
  const registered = strict ? client.redirectUris.includes(given) : matchesRedirectUri(client.redirectUris, uri)
  return look('authorization.redirect-uri-invalid', reserved || !registered) ?? uri
}

const responseType: Check = (params, _client, look) => {
  const value = params.get('response_type')
  return (
    look('authorization.response-type-missing', value === null) ??
    look('authorization.response-type-unsupported', value !== null && responseTypesOf(value) === undefined)
  )
}

const responseMode: Check = (params, _client, look, issuer) => {
  const mode = params.get('response_mode')
  const inFront = usesFragment(responseTypesOf(params.get('response_type') ?? '') ?? new Set())
  return (
    look('authorization.response-mode-invalid', mode !== null && !isKnownMode(issuer, mode)) ??
    look('authorization.response-mode-query-not-allowed', mode === 'query' && inFront) ??
    look('authorization.response-mode-query-jwt-not-allowed', mode === 'query.jwt' && inFront)
  )
}

const flow: Check = (params, client, look) => {
  const types = responseTypesOf(params.get('response_type') ?? '') ?? new Set()
  const standard = types.has('code') || types.has('none')
  return (
    look('authorization.flow-disabled-standard', standard && !client.grants.includes('code')) ??
    look('authorization.flow-disabled-implicit', usesFragment(types) && !client.grants.includes('implicit'))
  )
}

const duplicates: Check = (params, _client, look) =>
  look('authorization.duplicated-parameter', repeatedIn(params).length > 0)

/** What a client may ask for: its own list, or all of the profile. */
export const mayAskFor = (issuer: Issuer, client: Client, scope: string): boolean => {
  if (scope === 'openid') return true
  return scope in issuer.profile.scopes && (client.scopes?.includes(scope) ?? true)
}

const scope: Check = (params, client, look, issuer) => {
  const value = params.get('scope')
  // Two blanks, or nothing at all, make an empty scope, and an empty scope is an unknown one.
  const bad = value !== null && scopeParts(value).some((part) => !mayAskFor(issuer, client, part))
  return look('authorization.scope-invalid', bad, { scope: value ?? '' })
}

const nonce: Check = (params, _client, look) => {
  const types = responseTypesOf(params.get('response_type') ?? '')
  return look('authorization.nonce-missing', types?.has('id_token') === true && params.get('nonce') === null)
}

/** Where no code is given there is nothing to prove. */
const pkce: Check = (params, client, look, issuer) => {
  const types = responseTypesOf(params.get('response_type') ?? '')
  if (types && usesFragment(types) && !types.has('code')) return undefined
  const announced = issuer.profile.discovery.members.code_challenge_methods_supported ?? ['S256', 'plain']
  const known = (name: string): boolean => Array.isArray(announced) && announced.includes(name)
  const method = params.get('code_challenge_method')
  const challenge = params.get('code_challenge')
  const required = client.pkce !== undefined
  const publicToo = client.auth === 'none' && issuer.faults.behaviour('publicPkce', client.clientId) === 'required'
  return (
    look('pkce.method-missing', (required || publicToo) && method === null) ??
    look('pkce.method-not-configured', required && method !== null && method !== client.pkce) ??
    look('pkce.challenge-missing', challenge === null && (required || method !== null)) ??
    look('pkce.method-unknown', !required && method !== null && !known(method)) ??
    look('pkce.challenge-invalid', challenge !== null && !SYNTAX.test(challenge))
  )
}

const claims: Check = (params, _client, look) => checkClaims(params.get('claims'), look)

const registration: Check = (params, _client, look, issuer) => {
  const refused = 'authorization.registration-not-allowed' in issuer.dialect.conditions
  const asked = scopesOf(params.get('prompt')).includes('create')
  return look('authorization.registration-not-allowed', refused && asked)
}

/** No check of Keycloak: what a fault makes a provider stumble over. `''` stands for any empty parameter. */
const stumbling: Check = (params, client, _look, issuer) => {
  const refused = issuer.faults.behaviour('refuses', client.clientId)
  const demanded = issuer.faults.behaviour('demands', client.clientId)
  const met =
    Array.isArray(refused) &&
    [...params].some(([name, value]) => refused.includes(name) || (value === '' && refused.includes('')))
  const missing = Array.isArray(demanded) && demanded.some((name) => !params.has(name))
  return met || missing ? { condition: 'authorization.duplicated-parameter' } : undefined
}

const checks: readonly Check[] = [
  stumbling,
  responseType,
  responseMode,
  flow,
  duplicates,
  scope,
  nonce,
  pkce,
  claims,
  registration,
]

export const firstRefusal = (issuer: Issuer, params: URLSearchParams, client: Client): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  for (const check of checks) {
    const refusal = check(params, client, look, issuer)
    if (refusal) return refusal
  }
  return undefined
}
