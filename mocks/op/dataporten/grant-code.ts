import type { Client } from '#fixtures/schema/client.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { StoredRecord } from '../stored-record.ts'
import { findCode } from './codes.ts'
import type { GrantHandler } from './grant.ts'
import { holderOf } from './holder.ts'
import { issueTokens } from './issue.ts'
import type { Params } from './parameters.ts'
import { checkVerifier } from './pkce.ts'
import { hasExpired } from './tokens.ts'

const refusalFor = (issuer: Issuer, client: Client, record: StoredRecord, params: Params): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const given = params.get('redirect_uri') || undefined
  return (
    look('code.spent', record.consumed !== undefined) ??
    look('code.expired', hasExpired(issuer, record)) ??
    look('code.other-client', record.clientId !== client.clientId) ??
    look('code.redirect-uri-mismatch', record.redirectUriNamed === true && given !== record.redirectUri)
  )
}

/** A refused request leaves the code as it is; a code that was used is one that nobody knows. */
export const authorizationCode: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const notAllowed = look('code.not-allowed', !client.grants.includes('code'))
  if (notAllowed) return notAllowed
  const code = params.get('code')
  if (!code) return { condition: 'code.missing' }
  const record = findCode(issuer, code)
  if (!record) return { condition: 'code.unknown' }
  const refusal = refusalFor(issuer, client, record, params)
  if (refusal) return refusal
  // Whoever guesses at a verifier guesses once.
  record.consumed = true
  const unproven = checkVerifier(record, params.get('code_verifier'), look)
  return unproven ?? { members: issueTokens(issuer, holderOf(record)) }
}
