import { randomBytes, randomInt } from 'node:crypto'
import { type Issuer, seconds } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'

/** A device that waits for its user. Kept with the engine's records, so that time passes for it as for them. */
export interface DeviceRecord extends StoredRecord {
  /** The code that the user types, as it is compared. */
  uid: string
  exp: number
  clientId: string
  scope: string
  denied?: boolean
  /** The engine's authorization code that came of the login. */
  approved?: string
}

/** Letters only: no 0 to be taken for an O. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const newUserCode = (): string => Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** As people type it: dashes and case do not matter. */
const normalized = (userCode: string): string => userCode.replaceAll('-', '').toUpperCase()

export const shown = (uid: string): string => `${uid.slice(0, 4)}-${uid.slice(4)}`

export const findDevice = (issuer: Issuer, code: string): DeviceRecord | undefined =>
  issuer.store.get('DeviceCode', code) as DeviceRecord | undefined

/** By the code that the user types, while nobody has answered for the device. */
export const findByUserCode = (issuer: Issuer, userCode: string): DeviceRecord | undefined => {
  const uid = normalized(userCode)
  const record = issuer.store.byUid('DeviceCode', uid) as DeviceRecord | undefined
  if (!record || isDecided(record)) return undefined
  const pedantic = issuer.faults.behaviour('userCode', record.clientId) === 'exact'
  return pedantic && userCode !== shown(uid) ? undefined : record
}

export const isDecided = (record: DeviceRecord): boolean => record.denied === true || record.approved !== undefined

export type NewDevice = Pick<DeviceRecord, 'clientId' | 'scope' | 'challenge' | 'challengeMethod'>

export const addDevice = (issuer: Issuer, device: NewDevice): DeviceRecord => {
  let uid = newUserCode()
  while (issuer.store.byUid('DeviceCode', uid)) uid = newUserCode()
  const jti = randomBytes(32).toString('base64url')
  const iat = seconds(issuer)
  const lifetime = issuer.profile.lifetimes.deviceCode
  const record: DeviceRecord = { ...device, jti, uid, iat, exp: iat + lifetime }
  issuer.store.put('DeviceCode', jti, record, lifetime)
  return record
}
