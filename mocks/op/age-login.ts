import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { Issuer } from './issuer.ts'
import type { ModelName, StoredRecord } from './stored-record.ts'

const MODELS: readonly ModelName[] = ['AuthorizationCode', 'AccessToken', 'RefreshToken', 'ClientCredentials']

const uuidIn = (handle: string): string => {
  const { jti } = decodeJwt(handle)?.claims ?? {}
  // A token identifier may have a prefix, a code its session and client behind it.
  return typeof jti === 'string' ? jti.slice(jti.indexOf(':') + 1) : (handle.split('.')[0] ?? '')
}

const find = (issuer: Issuer, handle: string): StoredRecord | undefined => {
  const own = issuer.store.get('DeviceCode', handle) ?? issuer.store.get('AuthorizationCode', handle)
  if (own) return own
  const uuid = uuidIn(handle)
  for (const model of MODELS) {
    const found = issuer.store.byUuid(model, uuid)
    if (found) return found.record
  }
  return undefined
}

export class UnknownHandle extends Error {
  override readonly name = 'UnknownHandle'
}

/** What time does to a login: codes, tokens and the browser session come nearer to their end. */
export const ageLogin = (issuer: Issuer, handle: string, seconds: number): void => {
  const record = find(issuer, handle)
  if (!record) throw new UnknownHandle('elapse: this issuer gave no such code or token, or has forgotten it')
  const session = record.sessionUid === undefined ? undefined : issuer.store.byUid('Session', record.sessionUid)
  const related = record.grantId === undefined ? [record] : issuer.store.ofGrant(record.grantId)
  for (const one of new Set([record, ...related, ...(session ? [session] : [])])) {
    for (const member of ['iat', 'exp', 'loginTs', 'nextPoll'] as const) {
      const value = one[member]
      if (value !== undefined) one[member] = value - seconds
    }
  }
  const place = record.grantId === undefined ? undefined : issuer.store.get('Grant', record.grantId)
  if (place?.refreshedAt !== undefined) place.refreshedAt -= seconds
}
