import { scopeParts, scopesOf } from '../claims.ts'
import { uuidOf } from '../identifiers.ts'
import { seconds } from '../issuer.ts'
import { looking } from '../refusal.ts'
import { mayAskFor } from './authorization-checks.ts'
import { fromEngine, toEngine } from './scopes.ts'
import type { GrantHandler } from './token.ts'
import { accessToken, type Grounds, idToken } from './tokens.ts'

/** The subject of a client that acts for itself: opaque, in the issuer's own scope. */
export const serviceSubject = (clientId: string, scope: string | undefined): string =>
  `${uuidOf(`service account ${clientId}`)}${scope === undefined ? '' : `@${scope}`}`

export const clientCredentials: GrantHandler = async (issuer, client, form, call) => {
  const look = looking(issuer, client.clientId)
  const scope = form.get('scope')
  const asked = scopesOf(scope)
  const refusal =
    look('credentials.public-client', client.auth === 'none') ??
    look('credentials.not-enabled', !client.grants.includes('client-credentials')) ??
    look(
      'credentials.scope-invalid',
      scope !== null && scopeParts(scope).some((name) => !mayAskFor(issuer, client, name)),
      { scope: scope ?? '' },
    )
  if (refusal) return refusal
  const engine = await issuer.engine()
  const { body } = await engine.token(client.clientId, { grant_type: 'client_credentials', scope: toEngine(asked) })
  const engineId = String(body.access_token)
  const grounds: Grounds = {
    client,
    subject: serviceSubject(client.clientId, issuer.profile.subject.scopes.at(-1)),
    scope: fromEngine(String(body.scope)),
    caller: call.remoteAddress,
    grant: 'cc',
  }
  const iat = seconds(issuer)
  const lifetime = Number(body.expires_in)
  const token = accessToken(issuer, engineId, grounds, { iat, exp: iat + lifetime })
  return {
    members: {
      access_token: token,
      expires_in: lifetime,
      refresh_expires_in: 0,
      token_type: 'Bearer',
      id_token: asked.includes('openid') ? idToken(issuer, grounds, iat, { accessToken: token }) : undefined,
      'not-before-policy': 0,
      scope: grounds.scope,
    },
  }
}
