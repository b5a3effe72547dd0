import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { Told } from './authorization-refusal.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { Params } from './parameters.ts'
import { requestObjectFlaw } from './request-object.ts'
import { checkScopes, requestedScopes } from './scopes.ts'

/** Why not, and where the client may be told so. */
export interface Refused {
  readonly refusal: Refusal
  readonly to?: Told
}

const findClient = (issuer: Issuer, params: Params): Client | Refusal => {
  const id = params.get('client_id')
  if (id === undefined) return { condition: 'authorization.client-missing' }
  if (id === '') return { condition: 'authorization.client-empty' }
  return issuer.clients.get(id) ?? { condition: 'authorization.client-unknown', values: { client_id: id } }
}

/** The redirect URI to use: the one that was sent, character by character, or the only one there is. */
export const findRedirectUri = (issuer: Issuer, params: Params, client: Client): string | Refusal => {
  const { redirectUris, grants } = client
  const given = params.get('redirect_uri')
  const look = looking(issuer, client.clientId)
  const values = { redirect_uri: given ?? 'null', registered: redirectUris.join(', ') }
  const [only, ...more] = redirectUris
  if (grants.length === 0) return { condition: 'authorization.no-grants' }
  if (!grants.includes('code') && !grants.includes('implicit')) {
    return { condition: 'authorization.flow-disabled-standard' }
  }
  if (given === undefined) {
    return only !== undefined && more.length === 0 ? only : { condition: 'authorization.redirect-uri-missing', values }
  }
  return look('authorization.redirect-uri-invalid', !redirectUris.includes(given), values) ?? given
}

/** Where an error can be told although the request is wrong; nowhere when client or redirect URI are wrong, too. */
const destination = (issuer: Issuer, params: Params): Told | undefined => {
  const client = findClient(issuer, params)
  if ('condition' in client) return undefined
  const redirectUri = findRedirectUri(issuer, params, client)
  if (typeof redirectUri !== 'string') return undefined
  const fragment = scopesOf(params.get('response_type')).includes('token')
  return { redirectUri, fragment, clientId: client.clientId, state: params.get('state') }
}

const responseTypeRefusal = (issuer: Issuer, params: Params): Refusal | undefined => {
  const asked = [...new Set(scopesOf(params.get('response_type')))].sort()
  const served = asked.includes('code') || asked.includes('token')
  const look = looking(issuer, params.get('client_id'))
  // One that is known is enough: the others are ignored.
  return asked.length === 0
    ? look('authorization.response-type-missing', true)
    : look('authorization.response-type-unsupported', !served, { response_type: asked.join(', ') })
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

const requestOf = (params: Params, client: Client, redirectUri: string, scopes: readonly string[]) => {
  const challenge = params.get('code_challenge')
  const types = scopesOf(params.get('response_type'))
  return {
    clientId: client.clientId,
    redirectUri,
    redirectUriNamed: params.has('redirect_uri'),
    responseTypes: new Set(types.length > 0 ? types : ['code']),
    scopes,
    state: params.get('state'),
    nonce: params.get('nonce') || undefined,
    maxAge: params.get('max_age'),
    challenge,
    challengeMethod: challenge === undefined ? undefined : (params.get('code_challenge_method') ?? 'plain'),
    audience: params.get('aud') || undefined,
  } satisfies AuthorizationRequest
}

/** The request of a user who has logged in, checked in the order of Spring's authorization endpoint. */
export const checkAuthorization = (issuer: Issuer, params: Params): AuthorizationRequest | Refused => {
  const flaw = requestObjectFlaw(issuer, params)
  if (flaw) return { refusal: flaw }
  if (stumbling(issuer, params)) {
    return { refusal: { condition: 'authorization.duplicated-parameter' }, to: destination(issuer, params) }
  }
  const typeRefusal = responseTypeRefusal(issuer, params)
  if (typeRefusal) return { refusal: typeRefusal, to: destination(issuer, params) }
  const client = findClient(issuer, params)
  if ('condition' in client) return { refusal: client }
  const redirectUri = findRedirectUri(issuer, params, client)
  if (typeof redirectUri !== 'string') return { refusal: redirectUri }
  const scopes = requestedScopes(issuer, client, params.get('scope'))
  const look = looking(issuer, client.clientId)
  const scopeRefusal = checkScopes(issuer, client, scopes, look, 'authorization.scope-invalid')
  const to = destination(issuer, params)
  if (scopeRefusal) return { refusal: scopeRefusal, to }
  const nonceRefusal = look('authorization.nonce-missing', false)
  return nonceRefusal ? { refusal: nonceRefusal, to } : requestOf(params, client, redirectUri, scopes)
}
