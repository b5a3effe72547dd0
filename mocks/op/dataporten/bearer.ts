import type { Call } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { StoredRecord } from '../stored-record.ts'
import { isUuid } from './client-auth.ts'
import { parametersOf } from './parameters.ts'
import { findAccessToken, hasExpired } from './tokens.ts'

/** In the header, or, though nobody recommends it, as a parameter. */
const presentedToken = (call: Call): string | undefined => {
  const inHeader = /^bearer\s+(.*)$/i.exec(call.headers.authorization ?? '')?.[1]?.trim()
  return inHeader ?? (parametersOf(call).get('access_token') || undefined)
}

/** The access token of a request to an API, if it lives; else why not. */
export const tokenOf = (issuer: Issuer, call: Call): { readonly record: StoredRecord } | Refusal => {
  const value = presentedToken(call)
  if (value === undefined) return { condition: 'userinfo.token-missing' }
  if (!isUuid(value)) return { condition: 'userinfo.token-malformed' }
  const record = findAccessToken(issuer, value.toLowerCase())
  if (!record) return { condition: 'userinfo.token-unknown' }
  const expired = looking(issuer, record.clientId)('userinfo.token-invalid', hasExpired(issuer, record))
  return expired ?? { record }
}
