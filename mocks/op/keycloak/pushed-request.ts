import { randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import { ExpiringMap } from '../expiring-map.ts'
import type { Issuer } from '../issuer.ts'
import { answerOf, errorOf, looking, type Refusal, unlessReplaced } from '../refusal.ts'
import { findRedirectUri, firstRefusal } from './authorization-checks.ts'
import { bareRefusal } from './bare-refusal.ts'
import { authenticateClient } from './client-auth.ts'
import { readParameters } from './read-parameters.ts'

const PREFIX = 'urn:ietf:params:oauth:request_uri:'
/** Seconds. */
const LIFETIME = 60

/** Parameters of the call that pushed, and not of the request. */
const CREDENTIALS = new Set(['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'])

/** Requests that were pushed and not yet used, by their identifier. */
export type PushedRequests = ExpiringMap<URLSearchParams>

export const pushedRequests = (issuer: Issuer): PushedRequests => new ExpiringMap(LIFETIME * 1000, issuer.now)

/** What the authorization endpoint would refuse, in the words of this one: nearly all of it is an invalid request. */
const reworded = (issuer: Issuer, refusal: Refusal): Reply => {
  if (refusal.condition === 'authorization.response-type-unsupported') {
    return bareRefusal(issuer, { condition: 'pushed.response-type-unsupported' })
  }
  if (refusal.condition === 'authorization.max-age-invalid') {
    return bareRefusal(issuer, { condition: 'pushed.max-age-invalid' })
  }
  if (answerOf(issuer, refusal.condition).description === 'Invalid Request') {
    return bareRefusal(issuer, { condition: 'pushed.request-object-invalid' })
  }
  const { error, error_description } = errorOf(issuer, refusal)
  const unauthorized = error === 'unauthorized_client'
  const members = { error: unauthorized ? error : 'invalid_request', error_description }
  return unlessReplaced(issuer, refusal, json(unauthorized ? 401 : 400, members))
}

const refusalFor = (issuer: Issuer, client: Client, form: URLSearchParams): Refusal | undefined => {
  const read = readParameters(issuer, client, form)
  if ('condition' in read) return read
  const redirectUri = findRedirectUri(issuer, read.params, client)
  return typeof redirectUri === 'string' ? firstRefusal(issuer, read.params, client) : redirectUri
}

/** RFC 9126 section 2. */
export const pushRequest = async (issuer: Issuer, pushed: PushedRequests, call: Call): Promise<Reply> => {
  const form = call.form ?? new URLSearchParams()
  const client = authenticateClient(issuer, call, form)
  if ('condition' in client) return bareRefusal(issuer, { condition: 'pushed.unauthenticated' })
  const look = looking(issuer, client.clientId)
  const fromPublic = client.auth === 'none' && issuer.dialect.switches.pushedFromPublicClients !== true
  const refusal = look('pushed.public-client', fromPublic) ?? look('pushed.request-uri', form.has('request_uri'))
  if (refusal) return bareRefusal(issuer, refusal)
  const flaw = refusalFor(issuer, client, form)
  if (flaw) return reworded(issuer, flaw)
  const id = randomUUID()
  const request = new URLSearchParams(form)
  request.set('client_id', client.clientId)
  pushed.set(id, request)
  return json(201, { request_uri: PREFIX + id, expires_in: LIFETIME })
}

/**
 * The parameters of an authorization request: those that were pushed win over those in the address, which alone names
 * the client. A reference that leads nowhere stays what it is.
 */
const withPushed = (pushed: PushedRequests, params: URLSearchParams): URLSearchParams => {
  const uri = params.get('request_uri')
  const found = uri?.startsWith(PREFIX) && params.has('client_id') ? pushed.take(uri.slice(PREFIX.length)) : undefined
  if (found?.get('client_id') !== params.get('client_id')) return params
  const all = new URLSearchParams(params)
  all.delete('request_uri')
  for (const [name, value] of found ?? []) if (!CREDENTIALS.has(name)) all.set(name, value)
  return all
}

const leadsNowhere = (params: URLSearchParams | undefined): boolean =>
  params?.has('client_id') === true && params.get('request_uri')?.startsWith(PREFIX) === true

/** An authorization request with what it refers to in its place; spends the reference. */
export const resolved = (pushed: PushedRequests, call: Call): Call | Refusal => {
  const query = withPushed(pushed, call.query)
  const form = call.form && withPushed(pushed, call.form)
  const lost = leadsNowhere(query) || leadsNowhere(form)
  return lost ? { condition: 'authorization.request-object-invalid' } : { ...call, query, form }
}
