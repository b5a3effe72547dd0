import type { Client } from '#fixtures/schema/client.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { findClient, findRedirectUri, firstRefusal } from './authorization-checks.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { readParameters } from './read-parameters.ts'
import { deliverError, destinationFrom, refusalPage } from './respond.ts'
import { responseTypesOf } from './response-mode.ts'

const requestOf = (
  issuer: Issuer,
  params: URLSearchParams,
  client: Client,
  redirectUri: string,
): AuthorizationRequest => {
  const challenge = params.get('code_challenge')
  const defaultMethod = issuer.faults.behaviour('pkce', client.clientId) === 'default-s256' ? 'S256' : 'plain'
  const maxAge = params.get('max_age')
  return {
    client,
    redirectUri,
    redirectUriNamed: params.has('redirect_uri'),
    responseTypes: responseTypesOf(params.get('response_type') ?? '') ?? new Set(['code']),
    responseMode: destinationFrom(issuer, params, redirectUri, client.clientId).responseMode,
    scope: params.get('scope') ?? '',
    state: params.get('state') ?? undefined,
    nonce: params.get('nonce') ?? undefined,
    prompt: scopesOf(params.get('prompt')),
    maxAge: maxAge === null ? undefined : Number(maxAge),
    loginHint: params.get('login_hint') ?? undefined,
    pkce: challenge === null ? undefined : { challenge, method: params.get('code_challenge_method') ?? defaultMethod },
    sent: params,
  }
}

/** The request that parameters make once every check has let them through, or the answer of the check that did not. */
export const acceptRequest = (issuer: Issuer, given: URLSearchParams): AuthorizationRequest | Reply => {
  const client = findClient(issuer, given)
  if ('condition' in client) return refusalPage(issuer, client)
  const read = readParameters(issuer, client, given)
  if ('condition' in read) return refusalPage(issuer, read)
  const { params } = read
  const redirectUri = findRedirectUri(issuer, params, client)
  if (typeof redirectUri !== 'string') return refusalPage(issuer, redirectUri)
  const refusal = firstRefusal(issuer, params, client)
  if (!refusal) return requestOf(issuer, params, client, redirectUri)
  const asPage = issuer.dialect.conditions[refusal.condition]?.as === 'page'
  if (asPage) return refusalPage(issuer, refusal)
  return deliverError(issuer, destinationFrom(issuer, params, redirectUri, client.clientId), refusal)
}
