import type { Client } from '#fixtures/schema/client.ts'
import type { TargetClient } from '../target.ts'

/** A registered client, as far as scenarios have to know it. */
export const clientSeed = (client: Client): TargetClient => {
  const [redirectUri = ''] = client.redirectUris
  const { clientId, auth, secret, privateKey, redirectUris, postLogoutRedirectUris, pkce, asks, scopes } = client
  return {
    clientId,
    auth,
    redirectUri,
    redirectUris,
    postLogoutRedirectUris,
    ...(secret === undefined ? {} : { secret }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(pkce === undefined ? {} : { pkce }),
    ...(asks === undefined ? {} : { asks }),
    ...(scopes === undefined ? {} : { scopes }),
  }
}
