import { randomUUID } from 'node:crypto'
import { type Issuer, seconds } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'
import { randomText } from './codes.ts'

/** A device that waits for its user. */
export interface DeviceRecord extends StoredRecord {
  /** The code that the device sends. */
  jti: string
  /** The code that the user types. */
  uid: string
  exp: number
  clientId: string
  scope: string
  /** Of the user who approved it. */
  approved?: { readonly accountId: string; readonly sessionUid: string; readonly authTime: number }
}

const LENGTH = 6

/**
 * MITREid draws from all letters and digits, so that three codes in ten hold what people confuse. All of ours do: what a
 * run says of such a code shall not hang on chance.
 */
const userCode = (): string => {
  const code = randomText(LENGTH).toUpperCase()
  return /[01]/.test(code) && /[A-Z]/.test(code) ? code : userCode()
}

export const addDevice = (issuer: Issuer, clientId: string, scope: string): DeviceRecord => {
  let uid = userCode()
  while (issuer.store.byUid('DeviceCode', uid)) uid = userCode()
  const iat = seconds(issuer)
  const lifetime = issuer.profile.lifetimes.deviceCode
  const record: DeviceRecord = { jti: randomUUID(), uid, clientId, scope, iat, exp: iat + lifetime }
  issuer.store.put('DeviceCode', record.jti, record, lifetime)
  return record
}

export const findDevice = (issuer: Issuer, code: string): DeviceRecord | undefined =>
  issuer.store.get('DeviceCode', code) as DeviceRecord | undefined

/** As people type it: small letters are as good. */
export const findByUserCode = (issuer: Issuer, userCode: string): DeviceRecord | undefined => {
  const record = issuer.store.byUid('DeviceCode', userCode.toUpperCase()) as DeviceRecord | undefined
  if (!record) return undefined
  const pedantic = issuer.faults.behaviour('userCode', record.clientId) === 'exact'
  return pedantic && userCode !== record.uid ? undefined : record
}

export const forgetDevice = (issuer: Issuer, { jti }: DeviceRecord): void => issuer.store.delete('DeviceCode', jti)
