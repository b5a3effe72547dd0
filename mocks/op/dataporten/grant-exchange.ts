import type { Client } from '#fixtures/schema/client.ts'
import type { Api } from '#fixtures/schema/third-parties.ts'
import { scopesOf } from '../claims.ts'
import { uuidOf } from '../identifiers.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { StoredRecord } from '../stored-record.ts'
import type { GrantHandler } from './grant.ts'
import { forIssuer, TYPE } from './grant-exchange-back.ts'
import type { Params } from './parameters.ts'
import { approvedScopes } from './scopes.ts'
import { claimsOf, findAccessToken, hasExpired, signed } from './tokens.ts'

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const PORTAL_ID = 'https://n.feide.no/claims/customer_portal_id'

/** Access levels of an API that a client has been approved for; undefined when it may not use the API at all. */
const levelsFor = (issuer: Issuer, client: Client, { name, scopes }: Api): readonly string[] | undefined => {
  const approved = approvedScopes(issuer, client)
  return approved.includes(`gk_${name}`)
    ? scopes.filter((level) => approved.includes(`gk_${name}_${level}`))
    : undefined
}

const subjectOf = (issuer: Issuer, client: Client, params: Params): { readonly record: StoredRecord } | Refusal => {
  const look = looking(issuer, client.clientId)
  const value = params.get('subject_token')
  const requested = params.get('requested_token_type')
  if (!value) return { condition: 'exchange.subject-token-missing' }
  const wrong =
    look('exchange.subject-token-type-wrong', params.get('subject_token_type') !== `${TYPE}access_token`) ??
    look('exchange.requested-token-type-unsupported', requested !== undefined && requested !== `${TYPE}jwt`)
  if (wrong) return wrong
  const record = findAccessToken(issuer, value)
  if (!record) return { condition: 'exchange.subject-token-invalid' }
  return (
    look('exchange.subject-token-invalid', hasExpired(issuer, record)) ??
    look('exchange.subject-token-other-client', record.clientId !== client.clientId) ?? { record }
  )
}

const apiOf = (issuer: Issuer, audience: string | undefined): Api | undefined =>
  issuer.profile.apis?.find((each) => each.audience === audience)

/** What the API is told: who asks, for whom, and on which levels; about the user what the token's scopes release. */
const jwtFor = (issuer: Issuer, client: Client, subject: StoredRecord, api: Api, levels: readonly string[]): string => {
  const { clientId } = client
  const { accountId, scope } = subject
  const iat = seconds(issuer)
  return signed(issuer, 'access-token', clientId, {
    aud: api.audience,
    iss: issuer.issuer,
    iat,
    nbf: iat,
    exp: iat + Number(issuer.dialect.switches.jwtLifetime),
    client_id: clientId,
    sub: accountId ?? clientId,
    scope: levels.join(' '),
    act: { sub: clientId, [PORTAL_ID]: uuidOf(`service ${clientId}`) },
    ...(accountId === undefined ? {} : claimsOf(issuer, 'id_token', scopesOf(scope), accountId)),
  })
}

/** An opaque token of the client's own for a signed one that one API takes (RFC 8693). */
const forApi: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const subject = subjectOf(issuer, client, params)
  if ('condition' in subject) return subject
  const audience = params.get('audience')
  const api = apiOf(issuer, audience)
  const missing = look('exchange.audience-missing', !audience)
  if (missing) return missing
  const allowed = api && levelsFor(issuer, client, api)
  if (!api || !allowed) return { condition: 'exchange.audience-unknown' }
  const asked = scopesOf(params.get('scope'))
  const wider = issuer.faults.behaviour('exchangeWidens', client.clientId) === true
  const beyond = look('exchange.scope-invalid', !wider && asked.some((level) => !allowed.includes(level)))
  if (beyond) return beyond
  const levels = asked.length > 0 ? asked : allowed
  return {
    members: {
      access_token: jwtFor(issuer, client, subject.record, api, levels),
      issued_token_type: `${TYPE}jwt`,
      token_type: 'Bearer',
      expires_in: Number(issuer.dialect.switches.jwtLifetime),
      scope: levels.join(' '),
    },
  }
}

/** A service asks for a token that an API takes; the API, with what it was sent, for one that Feide takes. */
export const tokenExchange: GrantHandler = (issuer, client, params) => {
  const enabled = client.grants.includes('jwt-exchange')
  const refusal = looking(issuer, client.clientId)('exchange.client-not-enabled', !enabled)
  if (refusal) return refusal
  const back = params.get('subject_token_type') === `${TYPE}jwt`
  return back ? forIssuer(issuer, client, params) : forApi(issuer, client, params)
}
