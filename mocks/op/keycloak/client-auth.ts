import type { Client } from '#fixtures/schema/client.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { Call } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import { checkAssertion, flawed, overlooks } from './client-assertion.ts'
import { type Credentials, presentedCredentials } from './presented-credentials.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const signs = (client: Client): boolean => client.auth === 'private_key_jwt' || client.auth === 'client_secret_jwt'

/** Methods that a faulty provider does not take, though it says so. */
const refuses = (issuer: Issuer, { clientId }: Client, method: string | undefined): boolean => {
  const refused = issuer.faults.behaviour('refusesAuth', clientId)
  return Array.isArray(refused) && refused.includes(method)
}

const bySecret = (issuer: Issuer, client: Client, { secret, method }: Credentials): Client | Refusal => {
  const { clientId } = client
  const look = looking(issuer, clientId)
  if (client.auth === 'none') {
    const refused = issuer.faults.behaviour('publicClients', clientId) === 'refused'
    return refused ? { condition: 'client.secret-missing' } : client
  }
  if (refuses(issuer, client, method)) return { condition: 'client.method-wrong' }
  const other = issuer.dialect.switches.singleSecretMethod === true && method !== client.auth
  return (
    look('client.secret-missing', secret === undefined) ??
    look('client.secret-method-wrong', other, { method: client.auth }) ??
    look('client.secret-wrong', secret !== undefined && !sameText(secret, client.secret ?? '')) ??
    client
  )
}

/** The client that an assertion speaks for, once it has been believed. `named` is the one of the other parameters. */
const byAssertion = (issuer: Issuer, assertion: string, form: URLSearchParams, named?: Client): Client | Refusal => {
  const jwt = decodeJwt(assertion)
  const { iss } = jwt?.claims ?? {}
  const sub = jwt?.claims.sub ?? (overlooks(issuer, 'subject') ? iss : undefined)
  const client = typeof sub === 'string' ? issuer.clients.get(sub) : undefined
  if (!jwt || !client || refuses(issuer, client, client.auth)) return { condition: 'client.invalid' }
  const posesAs = issuer.clients.get(form.get('client_id') ?? client.clientId)
  if (posesAs !== client && posesAs && overlooks(issuer, 'client_id', client.clientId)) return posesAs
  if (iss !== sub) return (named && flawed(issuer, client, jwt, 'issuer')) ?? { condition: 'client.invalid' }
  if (!signs(client)) return { condition: 'client.id-missing' }
  const checked = issuer.dialect.switches.assertionClientIdChecked === true
  const mismatch = checked && form.has('client_id') && form.get('client_id') !== client.clientId
  if (mismatch && !named) return { condition: 'client.invalid' }
  return (
    checkAssertion(issuer, client, jwt) ??
    looking(issuer, client.clientId)('client.assertion-client-mismatch', mismatch) ??
    client
  )
}

/** A client that has to sign, and has not. */
const withoutAssertion = (form: URLSearchParams): Refusal => {
  const type = form.get('client_assertion_type')
  if (type === null) return { condition: 'client.method-wrong' }
  if (type !== ASSERTION_TYPE) return { condition: 'client.assertion-type-wrong', values: { type } }
  return { condition: 'client.assertion-missing' }
}

/**
 * The client that a request speaks for, or why not. As in Keycloak each way of authentication gets its turn at the
 * request, and the client whom one of them recognises is judged by its own.
 */
export const authenticateClient = (issuer: Issuer, call: Call, form: URLSearchParams): Client | Refusal => {
  const credentials = presentedCredentials(issuer, call, form)
  if (credentials === 'malformed') return { condition: 'client.basic-malformed' }
  const { clientId } = credentials
  const named = clientId === undefined ? undefined : issuer.clients.get(clientId)
  if (named && !signs(named)) return bySecret(issuer, named, credentials)
  const assertion = form.get('client_assertion_type') === ASSERTION_TYPE ? form.get('client_assertion') : null
  if (assertion !== null) return byAssertion(issuer, assertion, form, named)
  if (named) {
    const { condition, values } = withoutAssertion(form)
    return looking(issuer, named.clientId)(condition, true, values) ?? named
  }
  const inUrl = issuer.clients.get(call.query.get('client_id') ?? '')
  if (inUrl && issuer.dialect.switches.clientIdFromUrl === true) {
    return { condition: signs(inUrl) ? 'client.method-wrong' : 'client.id-missing' }
  }
  return { condition: clientId === undefined ? 'client.missing' : 'client.invalid' }
}
