// As its example for OpenID Connect has it: with PKCE, state and nonce are left out, and signatures are left to TLS.
import * as client from 'openid-client'
import { serveCodeFlow } from './code-flow.ts'
import { SCOPE, told } from './service.ts'

let discovered: client.Configuration | undefined
const known = async (): Promise<client.Configuration> => {
  const options = told.careful ? { execute: [client.enableNonRepudiationChecks] } : {}
  discovered ??= await client.discovery(new URL(told.issuer), told.clientId, told.secret, undefined, options)
  return discovered
}

serveCodeFlow({
  begin: async () => {
    const verifier = client.randomPKCECodeVerifier()
    const drawn: Record<string, string> = told.careful
      ? { state: client.randomState(), nonce: client.randomNonce() }
      : {}
    const challenge = {
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }
    const parameters = { redirect_uri: told.redirectUri, scope: SCOPE, ...challenge, ...drawn }
    return { to: client.buildAuthorizationUrl(await known(), parameters), journey: { verifier, ...drawn } }
  },
  end: async (callback, { verifier, state, nonce }) => {
    const config = await known()
    const tokens = await client.authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
      ...(state ? { expectedState: state } : {}),
      ...(nonce ? { expectedNonce: nonce } : {}),
    })
    const { sub } = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    return { sub, idToken: tokens.id_token ?? '' }
  },
  leave: async (id_token_hint, post_logout_redirect_uri) =>
    client.buildEndSessionUrl(await known(), { id_token_hint, post_logout_redirect_uri }),
})
