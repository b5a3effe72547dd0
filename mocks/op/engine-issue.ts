import type { Provider } from 'oidc-provider'
import type { EngineAnswer, EngineIssue } from './engine-api.ts'
import { clientSessionIdOf } from './identifiers.ts'

type Place = Pick<EngineIssue, 'accountId' | 'clientId' | 'sessionUid'>

/**
 * One grant for a client within a browser session, what Keycloak calls the client session, widened to these scopes.
 * Both name it, so a client that comes again finds its old place.
 */
export const placeIn = async (
  provider: Provider,
  { accountId, clientId, sessionUid }: Place,
  scopes: Iterable<string>,
) => {
  const id = clientSessionIdOf(sessionUid, clientId)
  const found = await provider.Grant.find(id)
  const grant = found ?? new provider.Grant({ accountId, clientId })
  grant.jti = id
  const granted = new Set(grant.getOIDCScope().split(' '))
  const missing = [...scopes].filter((scope) => !granted.has(scope))
  if (!found || missing.length > 0) {
    grant.addOIDCScope(missing.join(' '))
    await grant.save()
  }
  return grant
}

/** Tokens for a client that brought no code: what it brought has been judged already. */
export const issueTokens = async (provider: Provider, issue: EngineIssue): Promise<EngineAnswer> => {
  const { accountId, clientId, sessionUid, scope, refresh, endsWithSession } = issue
  const client = await provider.Client.find(clientId)
  if (!client) throw new Error(`the engine is asked to issue tokens to a client it does not know: ${clientId}`)
  const { jti: grantId } = await placeIn(provider, issue, scope.split(' '))
  const session = await provider.Session.findByUid(sessionUid)
  session?.grantIdFor(clientId, grantId)
  await session?.persist()
  const properties = {
    accountId,
    client,
    grantId,
    scope,
    sessionUid,
    expiresWithSession: endsWithSession,
    gty: 'issue',
  }
  const access = new provider.AccessToken(properties)
  const body = { access_token: await access.save(), expires_in: access.expiration, scope }
  if (!refresh) return { status: 200, body }
  return { status: 200, body: { ...body, refresh_token: await new provider.RefreshToken(properties).save() } }
}
