import type { Client } from '#fixtures/schema/client.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { StoredRecord } from '../stored-record.ts'
import { findCode, isSwept } from './codes.ts'
import type { GrantHandler } from './grant.ts'
import { holderOf } from './holder.ts'
import { issueTokens } from './issue.ts'
import type { Params } from './parameters.ts'
import { checkVerifier } from './pkce.ts'

/** A used code is an unknown one, and costs nothing; so is one that is old enough to have been swept away. */
const gone = (issuer: Issuer, client: Client, record: StoredRecord, code: string): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  return (
    look('code.spent', record.consumed !== undefined, { code }) ??
    look('code.expired', isSwept(issuer, record), { code })
  )
}

const refusalFor = (issuer: Issuer, client: Client, record: StoredRecord, params: Params): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const given = params.get('redirect_uri')
  const compared = given !== undefined || record.redirectUriNamed === true
  return (
    look('code.redirect-uri-mismatch', compared && given !== record.redirectUri) ??
    look('code.other-client', record.clientId !== client.clientId) ??
    checkVerifier(record, params.get('code_verifier'), look)
  )
}

export const authorizationCode: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const notAllowed = look('code.not-allowed', !client.grants.includes('code'))
  if (notAllowed) return notAllowed
  const code = params.get('code')
  if (code === undefined) return { condition: 'code.missing' }
  const record = findCode(issuer, code)
  if (!record) return { condition: 'code.unknown', values: { code } }
  const refusal = gone(issuer, client, record, code)
  if (refusal) return refusal
  // From here on the code is gone, whatever else is wrong with the request.
  record.consumed = true
  const wrong = refusalFor(issuer, client, record, params)
  return wrong ?? { members: issueTokens(issuer, client, holderOf(record)) }
}
