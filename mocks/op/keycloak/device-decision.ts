import type { Reply } from '#mocks/wire/message.ts'
import type { SessionState } from '../engine-api.ts'
import { endpointUrl, type Issuer, seconds } from '../issuer.ts'
import { hasExpired } from './client-session.ts'
import { identityCookies } from './cookies.ts'
import { type DeviceRecord, findDevice, isDecided } from './device-codes.ts'
import { redirect } from './respond.ts'

export type DeviceProblem = 'access_denied' | 'expired_token'

export const deviceStatusUrl = (issuer: Issuer, error?: DeviceProblem): string =>
  `${endpointUrl(issuer, 'deviceVerification')}/status${error === undefined ? '' : `?error=${error}`}`

/** The device, if its user still has a say. */
const open = (issuer: Issuer, code: string): DeviceRecord | undefined => {
  const record = findDevice(issuer, code)
  return record && !isDecided(record) && !hasExpired(issuer, record) ? record : undefined
}

/** The user has signed in and agreed: the device may fetch what the engine has a code for. */
export const approve = (issuer: Issuer, device: string, engineCode: string, session: SessionState): Reply => {
  const record = open(issuer, device)
  const code = issuer.store.get('AuthorizationCode', engineCode)
  const cookies = identityCookies(issuer, session)
  if (!record || !code) return redirect(deviceStatusUrl(issuer, 'expired_token'), cookies)
  record.approved = engineCode
  record.sessionUid = session.uid
  record.grantId = code.grantId
  code.challenge = record.challenge
  code.challengeMethod = record.challengeMethod
  // Codes live a minute; this one waits for the device to ask.
  code.exp = record.exp
  issuer.store.put('AuthorizationCode', engineCode, code, record.exp - seconds(issuer))
  return redirect(deviceStatusUrl(issuer), cookies)
}

export const deny = (issuer: Issuer, device: string): Reply => {
  const record = open(issuer, device)
  if (record) record.denied = true
  return redirect(deviceStatusUrl(issuer, record ? 'access_denied' : 'expired_token'))
}
