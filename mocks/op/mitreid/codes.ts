import { randomInt } from 'node:crypto'
import { type Issuer, seconds } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { newHolder } from './holder.ts'
import type { BrowserSession } from './session.ts'

const LETTERS = '1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export const randomText = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')

const LENGTH = 22

export const addCode = (issuer: Issuer, request: AuthorizationRequest, session: BrowserSession): string => {
  const code = randomText(LENGTH)
  const iat = seconds(issuer)
  const lifetime = issuer.profile.lifetimes.code
  const record: StoredRecord = {
    ...newHolder(issuer, request, session),
    jti: code,
    iat,
    exp: iat + lifetime,
    redirectUri: request.redirectUri,
    redirectUriNamed: request.redirectUriNamed,
    challenge: request.challenge,
    challengeMethod: request.challengeMethod,
  }
  issuer.store.put('AuthorizationCode', code, record, lifetime)
  return code
}

export const findCode = (issuer: Issuer, code: string): StoredRecord | undefined =>
  issuer.store.get('AuthorizationCode', code)

/** Nobody looks at a code's age: it works until a task sweeps it away, which looks in every so often. */
export const isSwept = (issuer: Issuer, { exp = 0 }: StoredRecord): boolean =>
  exp + Number(issuer.dialect.switches.cleanupInterval) <= seconds(issuer)
