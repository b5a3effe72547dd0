import type { Client } from '#fixtures/schema/client.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { hasExpired, sessionLives } from './client-session.ts'
import { type DeviceRecord, findDevice } from './device-codes.ts'
import { issued } from './issued.ts'
import { checkVerifier } from './pkce.ts'
import { redeem } from './redeem.ts'
import type { GrantHandler } from './token.ts'

/** How long a device still hears that its code has expired, beyond one more poll. */
const REMEMBERED = 10

const now = (issuer: Issuer): number => issuer.now() / 1000

const aged = (issuer: Issuer, record: DeviceRecord): Refusal | undefined => {
  const forgotten = record.exp + issuer.profile.lifetimes.deviceInterval + REMEMBERED <= now(issuer)
  const condition = forgotten ? 'device.code-unknown' : 'device.expired'
  return looking(issuer, record.clientId)(condition, hasExpired(issuer, record))
}

/** Each poll that is heard closes the door for one interval; one that comes too early does not. */
const tooFast = (issuer: Issuer, record: DeviceRecord): Refusal | undefined => {
  const early = looking(issuer, record.clientId)('device.slow-down', (record.nextPoll ?? 0) > now(issuer))
  if (!early) record.nextPoll = now(issuer) + issuer.profile.lifetimes.deviceInterval
  return early
}

const refusalFor = (issuer: Issuer, client: Client, record: DeviceRecord): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  return (
    look('device.other-client', record.clientId !== client.clientId) ??
    look('device.code-spent', record.consumed !== undefined) ??
    aged(issuer, record) ??
    tooFast(issuer, record) ??
    look('device.denied', record.denied === true) ??
    look('device.session-gone', record.approved !== undefined && !sessionLives(issuer, record))
  )
}

/** RFC 8628 section 3.4. Nothing but success spends the code: a wrong verifier may be followed by the right one. */
export const deviceCode: GrantHandler = async (issuer, client, form) => {
  const look = looking(issuer, client.clientId)
  const notAllowed = look('device.not-allowed', !client.grants.includes('device-code'))
  if (notAllowed) return notAllowed
  const code = form.get('device_code')
  if (code === null) return { condition: 'device.code-missing' }
  const record = findDevice(issuer, code)
  if (!record) return { condition: 'device.code-unknown' }
  const refusal = refusalFor(issuer, client, record)
  if (refusal) return refusal
  const approved = record.approved === undefined ? undefined : issuer.store.get('AuthorizationCode', record.approved)
  if (record.approved === undefined || !approved) return { condition: 'device.pending' }
  const unproven = checkVerifier(issuer, approved, form.get('code_verifier'), look)
  if (unproven) return unproven
  record.consumed = true
  return issued(issuer, await redeem(issuer, record.approved, approved), approved, 'dg')
}
