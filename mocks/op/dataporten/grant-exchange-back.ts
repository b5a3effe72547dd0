import { randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { GrantHandler } from './grant.ts'
import { issueTokens } from './issue.ts'
import { publishedKeys } from './key-names.ts'
import type { Params } from './parameters.ts'
import { grantedScopes } from './scopes.ts'

export const TYPE = 'urn:ietf:params:oauth:token-type:'

/** Whether a signed token was for the API behind which this client is. */
const isForApiOf = (issuer: Issuer, { clientId }: Client, audience: unknown): boolean =>
  (issuer.profile.apis ?? []).some(
    ({ audience: own, owner }) =>
      own === audience && owner !== undefined && issuer.profile.clients[owner]?.clientId === clientId,
  )

const subjectOf = (issuer: Issuer, client: Client, params: Params): { readonly accountId: string } | Refusal => {
  const look = looking(issuer, client.clientId)
  const value = params.get('subject_token')
  if (!value) return { condition: 'exchange.subject-token-missing' }
  const jwt = decodeJwt(value)
  const genuine = jwt && publishedKeys(issuer).some((key) => verifiesRs256(jwt, key.publicKey))
  if (!genuine) return { condition: 'exchange.subject-token-invalid' }
  const { iss, exp, aud, sub } = jwt.claims
  const good = iss === issuer.issuer && Number(exp) > seconds(issuer) && issuer.people.has(String(sub))
  return (
    look('exchange.subject-token-invalid', !good) ??
    look('exchange.subject-token-other-client', !isForApiOf(issuer, client, aud)) ?? { accountId: String(sub) }
  )
}

/** The service behind an API asks on about the user for whom it was called: a token for Feide's own APIs. */
export const forIssuer: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const refusal =
    look('exchange.requested-token-type-unsupported', params.get('requested_token_type') !== `${TYPE}access_token`) ??
    look('exchange.audience-missing', !params.get('audience')) ??
    look('exchange.audience-unknown', params.get('audience') !== issuer.issuer)
  if (refusal) return refusal
  const subject = subjectOf(issuer, client, params)
  if ('condition' in subject) return subject
  const scopes = grantedScopes(issuer, client, params.get('scope'))
  const beyond = look('exchange.scope-invalid', scopes.length === 0)
  if (beyond) return beyond
  const holder = { grantId: randomUUID(), clientId: client.clientId, ...subject, scope: scopes.join(' ') }
  return { members: { ...issueTokens(issuer, holder), issued_token_type: `${TYPE}access_token` } }
}
