import type { Client } from '#fixtures/schema/client.ts'
import { type Claims, decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { matchesRedirectUri } from './redirect-uris.ts'

/** A logout that may go ahead. */
export interface Logout {
  readonly client?: Client
  /** There was a good ID token hint. */
  readonly hinted: boolean
  /** The session that the hint names, on the wire. */
  readonly sid?: string
  readonly redirectUri?: string
  readonly state?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Newer versions take an empty parameter for none. */
const reader =
  (issuer: Issuer, params: URLSearchParams) =>
  (name: string): string | undefined => {
    const value = params.get(name)
    return value === null || (value === '' && issuer.dialect.switches.emptyLogoutParameters === 'drop')
      ? undefined
      : value
  }

interface Hint {
  readonly claims: Claims
  readonly genuine: boolean
}

/** Seconds by which the login has been aged since the token was written: of that the token itself knows nothing. */
const agedBy = (issuer: Issuer, { sid, auth_time: loggedIn }: Claims): number => {
  const session = typeof sid === 'string' ? issuer.store.byUuid('Session', sid)?.record : undefined
  return Math.max(0, Number(loggedIn ?? 0) - Number(session?.loginTs ?? loggedIn ?? 0))
}

/** A fault makes the provider look at what the hint's age is, which others have no reason to. */
const isTooOld = (issuer: Issuer, claims: Claims): boolean =>
  issuer.faults.behaviour('logoutHint', text(claims.azp)) === 'unexpired' &&
  Number(claims.exp) - agedBy(issuer, claims) <= seconds(issuer)

/** Only signature and kind count: people log out long after the token has expired. */
const readHint = (issuer: Issuer, value: string): Hint => {
  const jwt = decodeJwt(value)
  const key = jwt && issuer.keys.byKid(jwt.header.kid)
  const genuine =
    jwt !== undefined &&
    key !== undefined &&
    verifiesRs256(jwt, key.publicKey) &&
    jwt.claims.iss === issuer.issuer &&
    jwt.claims.typ === 'ID' &&
    !isTooOld(issuer, jwt.claims)
  return { claims: jwt?.claims ?? {}, genuine }
}

/** What older software followed, and a faulty provider does still. */
const formerUri = (issuer: Issuer, params: URLSearchParams, client: Client | undefined): string | undefined =>
  issuer.faults.behaviour('logoutRedirect', client?.clientId) === 'followed'
    ? (params.get('redirect') ?? undefined)
    : undefined

/** Keycloak's checks in Keycloak's order; nothing is ended before the last of them. */
export const checkLogout = (issuer: Issuer, params: URLSearchParams): Logout | Refusal => {
  const read = reader(issuer, params)
  const [hintValue, clientId, uri] = ['id_token_hint', 'client_id', 'post_logout_redirect_uri'].map(read)
  const hint = hintValue === undefined ? undefined : readHint(issuer, hintValue)
  const azp = text(hint?.claims.azp)
  const client = issuer.clients.get(clientId ?? azp ?? '')
  const look = looking(issuer, clientId ?? azp)
  const legacy = params.has('redirect_uri') && issuer.dialect.switches.legacyLogoutParameter === 'refuse'
  const refusal =
    look('logout.legacy-redirect-uri', legacy) ??
    look('logout.redirect-uri-alone', uri !== undefined && hint === undefined && clientId === undefined) ??
    look('logout.hint-invalid', hint !== undefined && !hint.genuine) ??
    look('logout.hint-other-client', hint !== undefined && clientId !== undefined && clientId !== azp) ??
    look('logout.client-unknown', uri !== undefined && client === undefined) ??
    look(
      'logout.redirect-uri-invalid',
      uri !== undefined && client !== undefined && !matchesRedirectUri(client.postLogoutRedirectUris, uri),
    )
  if (refusal) return refusal
  return {
    client,
    hinted: hint !== undefined,
    sid: text(hint?.claims.sid),
    redirectUri: uri ?? formerUri(issuer, params, client),
    state: issuer.faults.behaviour('logoutState', client?.clientId) === 'lost' ? undefined : read('state'),
  }
}
