import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { mayAskFor } from './authorization-checks.ts'
import { ACCESS_TOKEN, exchanged, ID_TOKEN, isWithinAudience, readSubject, subjectScopes } from './exchange.ts'
import type { KnownToken } from './read-token.ts'
import type { Granted, GrantHandler } from './token.ts'
import { registeredAudience } from './tokens.ts'

const UNSUPPORTED = ['requested_subject', 'requested_issuer', 'subject_issuer']

const subjectOf = (issuer: Issuer, client: Client, form: URLSearchParams): KnownToken | Refusal => {
  const look = looking(issuer, client.clientId)
  const [value, type] = [form.get('subject_token'), form.get('subject_token_type')]
  const parameter = UNSUPPORTED.find((name) => form.has(name))
  const refusal =
    look('exchange.client-not-enabled', !client.grants.includes('token-exchange')) ??
    look('exchange.public-client', client.auth === 'none') ??
    look('exchange.parameter-unsupported', parameter !== undefined, { parameter: parameter ?? '' })
  if (refusal) return refusal
  if (value === null) return { condition: 'exchange.subject-token-missing' }
  return (
    look('exchange.subject-token-type-missing', type === null) ??
    look('exchange.subject-token-type-wrong', type !== null && type !== ACCESS_TOKEN) ??
    readSubject(issuer, client, value)
  )
}

/** An audience is available where the client's tokens name it by its registration. */
const refusalFor = (
  issuer: Issuer,
  client: Client,
  subject: KnownToken,
  form: URLSearchParams,
): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const type = form.get('requested_token_type') ?? ACCESS_TOKEN
  const audience = form.getAll('audience')
  const scope = form.get('scope')
  const badScope = scope?.split(' ').some((name) => !mayAskFor(issuer, client, name)) ?? false
  const unknown = audience.some((id) => !issuer.clients.has(id))
  const missing = [...new Set(audience)].filter((id) => !registeredAudience(issuer, client).includes(id))
  return (
    look('exchange.requested-token-type-unsupported', type !== ACCESS_TOKEN && type !== ID_TOKEN) ??
    look('exchange.audience-unknown', unknown) ??
    look('exchange.not-in-audience', !isWithinAudience(subject, client)) ??
    look('exchange.scope-invalid', badScope, { scope: scope ?? '' }) ??
    look('exchange.audience-not-available', missing.length > 0, { audience: missing.join(', ') })
  )
}

/** The member that is called access_token holds what was asked for, and says what it is. */
const inShape = (granted: Granted, form: URLSearchParams): Granted => {
  if ('condition' in granted) return granted
  const type = form.get('requested_token_type') ?? ACCESS_TOKEN
  const { id_token, ...members } = granted.members
  if (type === ID_TOKEN) {
    return { members: { ...members, access_token: id_token, token_type: 'N_A', issued_token_type: type } }
  }
  const { access_token, expires_in, refresh_expires_in, token_type, ...rest } = members
  const asked = scopesOf(form.get('scope')).includes('openid')
  const head = { access_token, expires_in, refresh_expires_in, token_type }
  return { members: { ...head, id_token: asked ? id_token : undefined, ...rest, issued_token_type: type } }
}

/** Without a scope the client gets what it gets by default, which is nothing, and openid again where it has it already. */
const scopesFor = (client: Client, subject: KnownToken, scope: string | null): readonly string[] => {
  if (scope !== null) return scopesOf(scope)
  return subject.record.clientId === client.clientId ? subjectScopes(subject).filter((name) => name === 'openid') : []
}

/** Standard token exchange, on by default since 26.2. */
export const exchangeV2: GrantHandler = async (issuer, client, form) => {
  const subject = subjectOf(issuer, client, form)
  if ('condition' in subject) return subject
  const refusal = refusalFor(issuer, client, subject, form)
  if (refusal) return refusal
  const scopes = scopesFor(client, subject, form.get('scope'))
  const asked = form.getAll('audience')
  const audience = asked.length === 0 ? undefined : asked
  return inShape(await exchanged(issuer, client, subject, { scopes, audience, refresh: false }), form)
}
