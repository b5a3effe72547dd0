import type { Client } from '#fixtures/schema/client.ts'
import type { Call } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import { authenticateByAssertion, isAssertion } from './client-assertion.ts'
import { type Params, parametersOf } from './parameters.ts'

const signs = ({ auth }: Client): boolean => auth === 'private_key_jwt' || auth === 'client_secret_jwt'

const pathEncoded = (secret: string): string =>
  encodeURIComponent(secret).replace(/%(3A|40|24|2C|3B|26|3D|2B)/g, decodeURIComponent)

/** As it is, or escaped as in a path: a blank that came as a plus is another secret. */
const knows = (client: Client, given: string): boolean => {
  const right = client.auth === 'none' ? '' : (client.secret ?? '')
  return sameText(given, right) || sameText(given, pathEncoded(right))
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

interface Presented {
  readonly clientId: string
  readonly secret: string
  readonly by: 'basic' | 'form'
}

const conditions = {
  basic: { empty: 'client.id-empty', unknown: 'client.invalid-in-header', wrong: 'client.secret-wrong' },
  form: { empty: 'client.id-empty-posted', unknown: 'client.invalid', wrong: 'client.secret-wrong-posted' },
} as const

const check = (issuer: Issuer, { clientId, secret, by }: Presented): Client | Refusal => {
  const { empty, unknown, wrong } = conditions[by]
  if (clientId === '') return { condition: empty }
  const client = issuer.clients.get(clientId) ?? issuer.clients.get(decoded(clientId))
  if (!client) return { condition: unknown }
  const look = looking(issuer, client.clientId)
  const refused = issuer.faults.behaviour('publicClients', client.clientId) === 'refused' && client.auth === 'none'
  const method = by === 'basic' ? 'client_secret_basic' : 'client_secret_post'
  const untaken = issuer.faults.behaviour('refusesAuth', client.clientId)
  if (refused || (Array.isArray(untaken) && untaken.includes(method))) return { condition: wrong }
  // Those that sign have a password that nobody knows.
  const failed = signs(client) || !knows(client, secret)
  return look(by === 'form' && secret === '' ? 'client.secret-missing' : wrong, failed) ?? client
}

const byBasic = (issuer: Issuer, header: string): Client | Refusal => {
  const encoded = header.slice('basic '.length).trim()
  if (!/^[\w+/=-]*$/.test(encoded) || encoded.replace(/=+$/, '').length % 4 === 1) {
    return { condition: 'client.basic-undecodable' }
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return { condition: 'client.basic-without-colon' }
  return check(issuer, { clientId: text.slice(0, colon), secret: text.slice(colon + 1), by: 'basic' })
}

/** Who is speaking: by an assertion, then by the header, then by the form; whoever is known is asked no further. */
const authenticated = (issuer: Issuer, call: Call, params: Params): Client | Refusal => {
  if (isAssertion(params)) return authenticateByAssertion(issuer, params)
  const header = call.headers.authorization ?? ''
  if (/^basic /i.test(header)) return byBasic(issuer, header)
  const clientId = params.get('client_id')
  if (clientId === undefined) return { condition: 'client.missing' }
  return check(issuer, { clientId: clientId.trim(), secret: params.get('client_secret') ?? '', by: 'form' })
}

/** The client that a request speaks for, or why not. Parameters count wherever they are, in the URL too. */
export const authenticateClient = (issuer: Issuer, call: Call, params: Params = parametersOf(call)): Client | Refusal =>
  authenticated(issuer, call, params)
