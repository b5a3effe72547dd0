import type { TokenInfo } from '#mocks/api/token-info.ts'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { scopesOf } from './claims.ts'
import { claimsOf } from './dataporten/tokens.ts'
import { type Issuer, seconds } from './issuer.ts'
import type { StoredRecord } from './stored-record.ts'

const UNKNOWN: TokenInfo = { standing: 'unknown', secondaryIds: [], scopes: [] }

/** The identifier on the wire; a signed token has to be signed by this issuer. */
const nameOf = (issuer: Issuer, token: string): string | undefined => {
  const jwt = decodeJwt(token)
  if (!jwt) return token
  const key = issuer.keys.byKid(jwt.header.kid)
  if (!key || !verifiesRs256(jwt, key.publicKey)) return undefined
  return typeof jwt.claims.jti === 'string' ? jwt.claims.jti.slice(jwt.claims.jti.indexOf(':') + 1) : undefined
}

const recordOf = (issuer: Issuer, token: string): StoredRecord | undefined => {
  const name = nameOf(issuer, token)
  if (name === undefined) return undefined
  return (issuer.store.byUuid('AccessToken', name) ?? issuer.store.byUuid('ClientCredentials', name))?.record
}

const SECONDARY = 'https://n.feide.no/claims/userid_sec'

/** What an API of the issuer's own house learns of an access token, without asking over the wire. */
export const lookUpToken = (issuer: Issuer, token: string): TokenInfo => {
  const record = recordOf(issuer, token)
  if (!record || record.revoked === true) return UNKNOWN
  const { accountId, clientId, exp, scope } = record
  const scopes = scopesOf(scope)
  const known = accountId === undefined ? {} : claimsOf(issuer, 'userinfo', scopes, accountId)
  return {
    standing: exp !== undefined && exp <= seconds(issuer) ? 'expired' : 'live',
    ...(accountId === undefined ? {} : { user: accountId }),
    secondaryIds: [known[SECONDARY] ?? []].flat().map(String),
    ...(clientId === undefined ? {} : { client: clientId }),
    scopes,
  }
}
