import { randomUUID } from 'node:crypto'
import { type Issuer, seconds } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { Holder } from './holder.ts'

export const addCode = (issuer: Issuer, request: AuthorizationRequest, holder: Holder): string => {
  const code = randomUUID()
  const iat = seconds(issuer)
  const lifetime = issuer.profile.lifetimes.code
  const { redirectUri, redirectUriNamed, challenge, challengeMethod } = request
  const record: StoredRecord = {
    ...{ ...holder, jti: code, iat, exp: iat + lifetime },
    ...{ redirectUri, redirectUriNamed, challenge, challengeMethod },
  }
  issuer.store.put('AuthorizationCode', code, record, lifetime)
  return code
}

export const findCode = (issuer: Issuer, code: string): StoredRecord | undefined =>
  issuer.store.get('AuthorizationCode', code)
