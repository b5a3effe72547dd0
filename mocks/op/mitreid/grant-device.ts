import { randomUUID } from 'node:crypto'
import { seconds } from '../issuer.ts'
import { looking } from '../refusal.ts'
import { findDevice, forgetDevice } from './device-codes.ts'
import type { GrantHandler } from './grant.ts'
import { issueTokens } from './issue.ts'

export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'

/** RFC 8628 section 3.4, without `slow_down` and without a memory of refusals: who was refused waits until the end. */
export const deviceCode: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const notAllowed = look('device.not-allowed', !client.grants.includes('device-code'))
  if (notAllowed) return notAllowed
  const code = params.get('device_code')
  if (code === undefined) return { condition: 'device.code-missing' }
  const values = { device_code: code }
  const record = findDevice(issuer, code)
  if (!record) return { condition: 'device.code-unknown', values }
  const other = look('device.other-client', record.clientId !== client.clientId, values)
  if (other) return other
  const expired = look('device.expired', record.exp <= seconds(issuer), values)
  if (expired) {
    forgetDevice(issuer, record)
    return expired
  }
  const { approved, clientId, scope } = record
  if (!approved) return { condition: 'device.pending', values }
  // A code that has given its tokens is an unknown one.
  if (look('device.code-spent', true)) forgetDevice(issuer, record)
  return { members: issueTokens(issuer, client, { grantId: randomUUID(), clientId, scope, ...approved }) }
}
