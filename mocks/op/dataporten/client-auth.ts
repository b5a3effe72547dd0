import type { Client } from '#fixtures/schema/client.ts'
import type { Call } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import type { Params } from './parameters.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const isUuid = (text: string): boolean => UUID.test(text)

interface Presented {
  readonly clientId: string
  readonly secret: string
  readonly by: 'client_secret_basic' | 'client_secret_post'
}

const inHeader = (header: string): Presented | undefined => {
  const encoded = /^basic\s+([\w+/=-]*)\s*$/i.exec(header)?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const [clientId, secret] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)]
  return { clientId, secret, by: 'client_secret_basic' }
}

const presented = (call: Call, params: Params): Presented | undefined =>
  inHeader(call.headers.authorization ?? '') ??
  (params.has('client_secret')
    ? {
        clientId: params.get('client_id') ?? '',
        secret: params.get('client_secret') ?? '',
        by: 'client_secret_post',
      }
    : undefined)

/** Form-encoded in the header, as RFC 6749 section 2.3.1 has it; some clients escape even the dashes of a UUID. */
const decoded = (text: string): string => new URLSearchParams(`of=${text.replaceAll('&', '%26')}`).get('of') ?? ''

/** Clients that send their secret as it is are as many. */
const knows = ({ secret }: Client, given: string): boolean =>
  secret !== undefined && (sameText(given, secret) || sameText(decoded(given), secret))

/** The client that a token request speaks for, by header or by form, or why not. */
export const authenticateClient = (issuer: Issuer, call: Call, params: Params): Client | Refusal => {
  const credentials = presented(call, params)
  const id = params.get('client_id')
  if (!credentials) return { condition: id === undefined ? 'client.missing' : 'client.secret-missing' }
  const { secret, by } = credentials
  const client = issuer.clients.get(credentials.clientId) ?? issuer.clients.get(decoded(credentials.clientId))
  if (!client) return { condition: 'client.invalid' }
  const { clientId } = client
  const look = looking(issuer, clientId)
  const untaken = issuer.faults.behaviour('refusesAuth', clientId)
  const refuses = Array.isArray(untaken) && untaken.includes(by)
  const wrong = refuses || !knows(client, secret)
  const refusal =
    look('client.secret-missing', secret === '' && by === 'client_secret_post') ??
    look(by === 'client_secret_basic' ? 'client.secret-wrong' : 'client.secret-wrong-posted', wrong) ??
    look('client.other-in-form', id !== undefined && id !== clientId)
  return refusal ?? client
}
