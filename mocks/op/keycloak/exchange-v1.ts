import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { mayAskFor } from './authorization-checks.ts'
import { ACCESS_TOKEN, exchanged, isWithinAudience, REFRESH_TOKEN, readSubject, subjectScopes } from './exchange.ts'
import type { KnownToken } from './read-token.ts'
import type { GrantHandler } from './token.ts'
import { registeredAudience } from './tokens.ts'

const SAML = 'urn:ietf:params:oauth:token-type:saml2'

const subjectOf = (issuer: Issuer, client: Client, form: URLSearchParams): KnownToken | Refusal => {
  const look = looking(issuer, client.clientId)
  const [value, type, from] = ['subject_token', 'subject_token_type', 'subject_issuer'].map((name) => form.get(name))
  if (typeof value !== 'string') return { condition: 'exchange.subject-token-missing' }
  return (
    look('exchange.subject-issuer-invalid', typeof from === 'string' && from !== issuer.issuer) ??
    look('exchange.subject-token-type-wrong', typeof type === 'string' && type !== ACCESS_TOKEN) ??
    readSubject(issuer, client, value)
  )
}

/** What was asked for. The federations let a confidential client exchange for every other; Keycloak asks its policies. */
const refusalFor = (
  issuer: Issuer,
  client: Client,
  subject: KnownToken,
  form: URLSearchParams,
): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const { exchangeChecksAudience, exchangeChecksPermission } = issuer.dialect.switches
  const type = form.get('requested_token_type') ?? REFRESH_TOKEN
  const target = issuer.clients.get(form.get('audience') ?? client.clientId)
  const forItself = target === client
  const isPublic = client.auth === 'none'
  const outside = forItself && !isPublic && !isWithinAudience(subject, client)
  return (
    look('exchange.not-permitted', form.has('requested_subject')) ??
    look('exchange.requested-issuer-invalid', form.has('requested_issuer')) ??
    look('exchange.requested-saml', type === SAML && 'exchange.requested-saml' in issuer.dialect.conditions) ??
    look('exchange.requested-token-type-unsupported', type !== ACCESS_TOKEN && type !== REFRESH_TOKEN) ??
    look('exchange.audience-unknown', target === undefined) ??
    look('exchange.audience-needs-consent', exchangeChecksPermission === true && target?.consent === true) ??
    look('exchange.public-client', isPublic && subject.record.clientId !== client.clientId) ??
    look('exchange.not-in-audience', exchangeChecksAudience === true && outside) ??
    look('exchange.not-permitted', exchangeChecksPermission === true && !forItself)
  )
}

/** Never more than the subject had; what is asked beyond is dropped without a word. */
const scopesFor = (issuer: Issuer, client: Client, subject: KnownToken, form: URLSearchParams): readonly string[] => {
  const [scope, audience] = [form.get('scope'), form.get('audience')]
  const had = subjectScopes(subject).filter((name) => mayAskFor(issuer, client, name))
  if (issuer.dialect.switches.exchangeScopes === 'of the target') {
    if (scope !== null) return scopesOf(scope).filter((name) => mayAskFor(issuer, client, name))
    return audience === null || audience === client.clientId ? had.filter((name) => name === 'openid') : []
  }
  if (scope === null) return had
  if (issuer.faults.behaviour('exchangeWidens', client.clientId) === true) return scopesOf(scope)
  return scopesOf(scope).filter((name) => had.includes(name))
}

/** Token exchange as it was a preview of, and as the federations run it. A refresh token comes unless refused. */
export const exchangeV1: GrantHandler = async (issuer, client, form) => {
  const look = looking(issuer, client.clientId)
  const open = issuer.dialect.switches.exchangeForAll === true
  const notEnabled = look('exchange.client-not-enabled', !open && !client.grants.includes('token-exchange'))
  if (notEnabled) return notEnabled
  const subject = subjectOf(issuer, client, form)
  if ('condition' in subject) return subject
  const refusal = refusalFor(issuer, client, subject, form)
  if (refusal) return refusal
  const audience = form.get('audience')
  const ofTarget = issuer.dialect.switches.exchangeScopes === 'of the target'
  const named = ofTarget ? issuer.clients.get(audience ?? '') : client
  return exchanged(issuer, client, subject, {
    scopes: scopesFor(issuer, client, subject, form),
    audience: audience === null ? undefined : [...registeredAudience(issuer, named ?? client), audience],
    refresh: form.get('requested_token_type') !== ACCESS_TOKEN && client.refreshTokens !== false,
  })
}
