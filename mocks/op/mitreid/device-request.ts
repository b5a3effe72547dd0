import type { Client } from '#fixtures/schema/client.ts'
import { bend } from '#mocks/faults/bend.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { jsonReply, refused } from './answers.ts'
import { authenticateClient } from './client-auth.ts'
import { addDevice } from './device-codes.ts'
import { parametersOf } from './parameters.ts'
import { checkScopes, printed } from './scopes.ts'

/** A secret counts only if it comes in the header: whoever sends none, or a wrong one in the form, is believed. */
const badCredentials = (issuer: Issuer, call: Call): Refusal | undefined => {
  if (!/^basic /i.test(call.headers.authorization ?? '')) return undefined
  const client = authenticateClient(issuer, call)
  return 'condition' in client ? client : undefined
}

const findClient = (issuer: Issuer, clientId: string): Client | Refusal => {
  if (clientId === '') return { condition: 'device.client-empty' }
  return issuer.clients.get(clientId) ?? { condition: 'device.client-unknown', values: { client_id: clientId } }
}

/** RFC 8628 section 3.1. No interval, and no address with the code in it. */
export const requestDevice = (issuer: Issuer, call: Call): Reply => {
  const unknown = badCredentials(issuer, call)
  if (unknown) return refused(issuer, unknown)
  const params = parametersOf(call)
  const clientId = params.get('client_id')
  if (clientId === undefined || call.form === undefined) return refused(issuer, { condition: 'http.parameter-missing' })
  const client = findClient(issuer, clientId)
  if ('condition' in client) return refused(issuer, client)
  const look = looking(issuer, client.clientId)
  const asked = scopesOf(params.get('scope'))
  const refusal =
    look('device.request-not-allowed', !client.grants.includes('device-code')) ??
    checkScopes(issuer, client, asked, look, 'device.scope-invalid')
  if (refusal) return refused(issuer, refusal)
  const device = addDevice(issuer, client.clientId, printed(asked))
  const members = {
    user_code: device.uid,
    device_code: device.jti,
    verification_uri: endpointUrl(issuer, 'deviceVerification'),
    expires_in: issuer.profile.lifetimes.deviceCode,
  }
  return jsonReply(200, bend(issuer.faults.at('device.response', client.clientId), members))
}
