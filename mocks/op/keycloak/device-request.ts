import { randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import { bend } from '#mocks/faults/bend.ts'
import { type Call, json, type Reply, repeatedIn, withHeaders } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { mayAskFor } from './authorization-checks.ts'
import { bareRefusal } from './bare-refusal.ts'
import { authenticateClient } from './client-auth.ts'
import { addDevice, shown } from './device-codes.ts'
import { UNCACHED } from './pages.ts'

const CHALLENGE = /^[A-Za-z0-9\-._~]{43,128}$/

/** The federations let a client leave PKCE out here that must use it in a browser; half of it is refused. */
const pkce = (issuer: Issuer, client: Client, form: URLSearchParams): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const [challenge, method] = [form.get('code_challenge'), form.get('code_challenge_method')]
  const leftOut = challenge === null && method === null && issuer.dialect.switches.devicePkceOptional === true
  const required = client.pkce !== undefined && !leftOut
  const known = method === 'S256' || method === 'plain'
  return (
    look('device.pkce-method-missing', required && method === null) ??
    look('device.pkce-method-not-configured', required && method !== null && method !== client.pkce) ??
    look('device.pkce-method-unknown', !required && method !== null && !known) ??
    look('device.pkce-challenge-missing', challenge === null && (required || method !== null)) ??
    look('device.pkce-challenge-invalid', challenge !== null && !CHALLENGE.test(challenge))
  )
}

const refusalFor = (issuer: Issuer, client: Client, form: URLSearchParams): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  return (
    look('device.request-not-allowed', !client.grants.includes('device-code')) ??
    look('device.request-duplicated-parameter', repeatedIn(form).length > 0) ??
    pkce(issuer, client, form)
  )
}

/** What the server below answers when the endpoint has failed. */
const brokenDown = (): Reply => ({
  status: 500,
  headers: [['Content-Type', 'application/json; charset=utf-8']],
  body: JSON.stringify({ details: `Error id ${randomUUID()}-1`, stack: '' }),
})

/** RFC 8628 section 3.1. Scopes are not judged here: unknown ones are dropped without a word. */
export const requestDevice = async (issuer: Issuer, call: Call): Promise<Reply> => {
  if (call.body !== '' && call.form === undefined && issuer.dialect.switches.otherBodiesBreakDevices === true) {
    return brokenDown()
  }
  const form = call.form ?? new URLSearchParams()
  const client = authenticateClient(issuer, call, form)
  if ('condition' in client) return bareRefusal(issuer, client)
  const refusal = refusalFor(issuer, client, form)
  if (refusal) {
    const aboutPkce = refusal.condition.startsWith('device.pkce')
    return aboutPkce ? withHeaders(bareRefusal(issuer, refusal), [UNCACHED]) : bareRefusal(issuer, refusal)
  }
  const challenge = form.get('code_challenge') ?? undefined
  const { jti, uid } = addDevice(issuer, {
    clientId: client.clientId,
    scope: scopesOf(form.get('scope'))
      .filter((name) => mayAskFor(issuer, client, name))
      .join(' '),
    challenge,
    challengeMethod: challenge === undefined ? undefined : (form.get('code_challenge_method') ?? 'plain'),
  })
  const verification = endpointUrl(issuer, 'deviceVerification')
  const { deviceCode, deviceInterval } = issuer.profile.lifetimes
  const members = {
    device_code: jti,
    user_code: shown(uid),
    verification_uri: verification,
    verification_uri_complete: `${verification}?user_code=${shown(uid)}`,
    expires_in: deviceCode,
    interval: deviceInterval,
  }
  return json(200, bend(issuer.faults.at('device.response', client.clientId), members), [UNCACHED])
}
