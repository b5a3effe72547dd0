// As its example for OpenID Connect has it: with PKCE, state and nonce are left out, and signatures are left to TLS.
import * as oauth from 'oauth4webapi'
import { serveCodeFlow } from './code-flow.ts'
import { SCOPE, told } from './service.ts'

const client: oauth.Client = { client_id: told.clientId }

let discovered: oauth.AuthorizationServer | undefined
const known = async (): Promise<oauth.AuthorizationServer> => {
  const issuer = new URL(told.issuer)
  discovered ??= await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer))
  return discovered
}

serveCodeFlow({
  begin: async () => {
    const { authorization_endpoint = '' } = await known()
    const verifier = oauth.generateRandomCodeVerifier()
    const drawn: Record<string, string> = told.careful
      ? { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce() }
      : {}
    const to = new URL(authorization_endpoint)
    to.search = new URLSearchParams({
      ...{ client_id: told.clientId, redirect_uri: told.redirectUri, response_type: 'code', scope: SCOPE },
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...drawn,
    }).toString()
    return { to, journey: { verifier, ...drawn } }
  },
  end: async (callback, { verifier, state, nonce }) => {
    const as = await known()
    const params = oauth.validateAuthResponse(as, client, callback, state)
    const auth = oauth.ClientSecretPost(told.secret)
    const answer = await oauth.authorizationCodeGrantRequest(as, client, auth, params, told.redirectUri, verifier)
    const checks = { requireIdToken: true, ...(nonce ? { expectedNonce: nonce } : {}) }
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer, checks)
    if (told.careful) await oauth.validateApplicationLevelSignature(as, answer)
    const expected = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? ''
    const answered = await oauth.userInfoRequest(as, client, tokens.access_token)
    const { sub } = await oauth.processUserInfoResponse(as, client, expected, answered)
    return { sub, idToken: tokens.id_token ?? '' }
  },
})
