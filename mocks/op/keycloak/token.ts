import type { Client } from '#fixtures/schema/client.ts'
import { bend } from '#mocks/faults/bend.ts'
import { type Call, json, type Reply, repeatedIn } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { jsonRefusal, looking, NO_STORE, type Refusal } from '../refusal.ts'
import { authenticateClient } from './client-auth.ts'
import { closedGrants } from './closed-grants.ts'
import { clientCredentials } from './grant-client-credentials.ts'
import { authorizationCode } from './grant-code.ts'
import { deviceCode } from './grant-device.ts'
import { tokenExchange } from './grant-exchange.ts'
import { refresh } from './grant-refresh.ts'

/** What a grant gives: the members of the token response, or why not. */
export type Granted = { readonly members: Readonly<Record<string, unknown>> } | Refusal
export type GrantHandler = (issuer: Issuer, client: Client, form: URLSearchParams, call: Call) => Promise<Granted>

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

const grants: Readonly<Record<string, GrantHandler>> = {
  authorization_code: authorizationCode,
  refresh_token: refresh,
  client_credentials: clientCredentials,
  [DEVICE]: deviceCode,
  [EXCHANGE]: tokenExchange,
}

const grantOf = (issuer: Issuer, grantType: string): GrantHandler | undefined => {
  const known = { ...closedGrants(issuer), ...grants }
  return Object.hasOwn(known, grantType) ? known[grantType] : undefined
}

/** Members in the order in which Keycloak writes them. */
export const tokenReply = (issuer: Issuer, client: Client, members: Readonly<Record<string, unknown>>): Reply => {
  const faults = issuer.faults.at('token.response', client.clientId)
  const kept = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  const replaced = faults.findLast((fault) => fault.answer)?.answer
  if (replaced) {
    return {
      status: replaced.status ?? 200,
      headers: Object.entries(replaced.headers ?? { 'Content-Type': 'application/json' }),
      body: replaced.body ?? JSON.stringify(bend(faults, kept)),
    }
  }
  return json(200, bend(faults, kept), NO_STORE)
}

const KNOWN = new Set([
  'grant_type',
  'code',
  'redirect_uri',
  'code_verifier',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'refresh_token',
  'scope',
])

/** No check of Keycloak: what a fault makes a provider stumble over. */
const stumbling = (issuer: Issuer, form: URLSearchParams, client: string): Refusal | undefined => {
  const unserved = issuer.faults.behaviour('grantsRefused', client)
  if (Array.isArray(unserved) && unserved.includes(form.get('grant_type'))) {
    return { condition: 'token.grant-type-unsupported' }
  }
  const strict = issuer.faults.behaviour('tokenRefusesUnknown', client) === true
  return strict && [...form.keys()].some((name) => !KNOWN.has(name))
    ? { condition: 'token.duplicated-parameter' }
    : undefined
}

/** RFC 8693 section 2.1 lets an exchange name several audiences; newer versions do. */
const hasDuplicates = (issuer: Issuer, form: URLSearchParams): boolean => {
  const several = form.get('grant_type') === EXCHANGE && issuer.dialect.switches.repeatableExchangeParameters === true
  return repeatedIn(form).some((name) => !several || name !== 'audience')
}

/** Newer versions take a form in parts too, and one in capitals for none. */
const formOf = ({ dialect }: Issuer, call: Call): URLSearchParams => {
  const type = call.headers['content-type'] ?? ''
  if (dialect.switches.otherBodies !== 'ignore') return call.form ?? new URLSearchParams()
  if (!type.startsWith('multipart/form-data'))
    return new URLSearchParams(/[A-Z]/.test(type.split(';')[0] ?? '') ? [] : call.form)
  const parts = call.body.matchAll(/name="([^"]*)"\r\n\r\n(.*?)\r\n--/gs)
  return new URLSearchParams([...parts].map(([, name = '', value = '']) => [name, value]))
}

/** Newer versions lose what is too long; only a token that is to be exchanged may be longer. */
const withoutTheLongest = (issuer: Issuer, form: URLSearchParams): URLSearchParams => {
  const longest = issuer.dialect.switches.longestParameter
  if (typeof longest !== 'number') return form
  return new URLSearchParams(
    [...form].filter(([name, value]) => (/_token$/.test(name) && name !== 'refresh_token') || value.length <= longest),
  )
}

/** Order: grant_type, client authentication, duplicates, the grant itself. */
export const token = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const form = withoutTheLongest(issuer, formOf(issuer, call))
  const grantType = form.get('grant_type')
  if (grantType === null) return jsonRefusal(issuer, { condition: 'token.grant-type-missing' })
  const grant = grantOf(issuer, grantType)
  if (!grant) return jsonRefusal(issuer, { condition: 'token.grant-type-unsupported' })
  const client = authenticateClient(issuer, call, form)
  if ('condition' in client) return jsonRefusal(issuer, client)
  const duplicated = looking(issuer, client.clientId)('token.duplicated-parameter', hasDuplicates(issuer, form))
  const result = stumbling(issuer, form, client.clientId) ?? duplicated ?? (await grant(issuer, client, form, call))
  return 'condition' in result ? jsonRefusal(issuer, result) : tokenReply(issuer, client, result.members)
}
