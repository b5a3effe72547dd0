import { createHash, randomUUID } from 'node:crypto'
import { type Issuer, seconds } from '../issuer.ts'
import type { ModelName, StoredRecord } from '../stored-record.ts'

/** A token is what was sent, character by character: nobody looks into it, or at its signature. */
const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Keeps a token under an identifier that was made before it, and finds it by its value. */
export const addToken = (issuer: Issuer, model: ModelName, id: string, token: string, record: StoredRecord): void => {
  const ttl = record.exp === undefined ? undefined : Math.max(1, record.exp - seconds(issuer))
  issuer.store.put(model, id, { ...record, jti: id, uid: digestOf(token) }, ttl)
}

export const newTokenId = (): string => randomUUID()

export interface KnownToken {
  readonly id: string
  readonly model: ModelName
  readonly record: StoredRecord
}

const find = (issuer: Issuer, models: readonly ModelName[], token: string): KnownToken | undefined => {
  for (const model of models) {
    const record = issuer.store.byUid(model, digestOf(token))
    if (record?.jti !== undefined && record.forgotten !== true) return { id: record.jti, model, record }
  }
  return undefined
}

/** Whether or not it still lives. */
export const findAccessToken = (issuer: Issuer, token: string): KnownToken | undefined =>
  find(issuer, ['AccessToken', 'ClientCredentials'], token)

export const findRefreshToken = (issuer: Issuer, token: string): KnownToken | undefined =>
  find(issuer, ['RefreshToken'], token)

export const hasExpired = (issuer: Issuer, { exp }: StoredRecord): boolean =>
  exp !== undefined && exp <= seconds(issuer)

/** Its record stays, since what else came of the login is found by it. */
export const forgetToken = ({ record }: KnownToken): void => {
  record.forgotten = true
}

/** Access tokens that came with a refresh token, or of it. */
export const forgetAccessTokensOf = (issuer: Issuer, { id, record }: KnownToken): void => {
  for (const related of issuer.store.ofGrant(record.grantId ?? '')) {
    if (related.refreshId === id) related.forgotten = true
  }
}
