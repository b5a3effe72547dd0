import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from './index.ts'
import { carried } from './testing/flow.ts'
import { clientOf, personOf } from './testing/relying-party.ts'
import { type Visitor, visitor } from './testing/visitor.ts'

const beta = await loadProfile('openaire-beta')

describe.each(['keycloak-22', 'keycloak-26'])('as a client of %s', (dialect) => {
  let op: RunningProvider
  beforeAll(async () => {
    op = await startProvider({ profile: { ...beta, dialect } })
  })
  afterAll(() => op.close())

  const redirectUriOf = (role: string): string => clientOf(op, role).redirectUris[0] ?? ''

  const visit = async (browser: Visitor, url: URL) =>
    browser.through(await browser.get(url.href), personOf(op, 'plain'))

  const returnTo = async (url: URL, browser = visitor(op.origin)): Promise<URL> => {
    const stop = await visit(browser, url)
    expect(carried(stop)).not.toHaveProperty('error')
    return new URL(stop.away ?? '')
  }

  describe('openid-client', () => {
    const configured = async (role: string, auth = client.ClientSecretBasic()): Promise<client.Configuration> => {
      const { clientId, secret } = clientOf(op, role)
      const options = { execute: [client.allowInsecureRequests] }
      const config = await client.discovery(new URL(op.issuer), clientId, secret, auth, options)
      client.enableNonRepudiationChecks(config)
      return config
    }

    const keyOf = async (role: string): Promise<client.PrivateKey> => {
      const jwk = clientOf(op, role).privateKey as (JsonWebKey & { readonly kid: string }) | undefined
      const pkcs8 = createPrivateKey({ key: jwk ?? {}, format: 'jwk' }).export({ type: 'pkcs8', format: 'der' })
      const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
      return { key, kid: jwk?.kid }
    }

    const login = async (config: client.Configuration, role: string, more: Readonly<Record<string, string>> = {}) => {
      const [pkceCodeVerifier, expectedNonce, expectedState] = [
        client.randomPKCECodeVerifier(),
        client.randomNonce(),
        client.randomState(),
      ]
      const url = client.buildAuthorizationUrl(config, {
        ...{ redirect_uri: redirectUriOf(role), scope: 'openid email', nonce: expectedNonce, state: expectedState },
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        ...more,
      })
      const checks = { pkceCodeVerifier, expectedNonce, expectedState, idTokenExpected: true }
      return client.authorizationCodeGrant(config, await returnTo(url), checks)
    }

    test('signs in, refreshes, reads, asks, revokes and logs out', async () => {
      const config = await configured('refresh')
      const tokens = await login(config, 'refresh')
      const sub = tokens.claims()?.sub ?? ''
      const { refresh_token = '' } = tokens
      expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({ sub })
      const next = await client.refreshTokenGrant(config, refresh_token)
      expect(next.claims()?.sub).toBe(sub)
      expect(await client.tokenIntrospection(config, next.access_token)).toMatchObject({ active: true, sub })
      const bye = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? '' })
      expect((await fetch(bye)).status).toBe(200)
      await client.tokenRevocation(config, (await login(config, 'refresh')).access_token)
    })

    test.each([
      ['web-post', async () => client.ClientSecretPost()],
      ['web-secret-jwt', async () => client.ClientSecretJwt()],
      ['web-private-key', async () => client.PrivateKeyJwt(await keyOf('web-private-key'))],
      ['public', async () => client.None()],
    ])('authenticates as %s', async (role, auth) => {
      expect((await login(await configured(role, await auth()), role)).access_token).not.toBe('')
    })

    test('takes signed answers, and pushed requests', async () => {
      const config = await configured('web')
      client.useJwtResponseMode(config)
      expect((await login(config, 'web')).claims()?.sub).toBeDefined()
      const url = await client.buildAuthorizationUrlWithPAR(await configured('web'), {
        redirect_uri: redirectUriOf('web'),
        scope: 'openid',
      })
      expect((await returnTo(url)).searchParams.has('code')).toBe(true)
    })

    test('believes what comes by the fragment', async () => {
      const config = await configured('hybrid')
      client.useCodeIdTokenResponseType(config)
      client.enableDetachedSignatureResponseChecks(config)
      expect((await login(config, 'hybrid')).claims()?.sub).toBeDefined()
    })

    test('acts for itself', async () => {
      const tokens = await client.clientCredentialsGrant(await configured('service'), { scope: 'openid' })
      expect(tokens.token_type).toBe('bearer')
    })
  })

  describe('oauth4webapi', () => {
    const insecure = { [oauth.allowInsecureRequests]: true }

    test('signs in as an app without a secret', async () => {
      const found = await oauth.discoveryRequest(new URL(op.issuer), insecure)
      const as = await oauth.processDiscoveryResponse(new URL(op.issuer), found)
      const app = { client_id: clientOf(op, 'public').clientId }
      const [verifier, nonce, state] = [
        oauth.generateRandomCodeVerifier(),
        oauth.generateRandomNonce(),
        oauth.generateRandomState(),
      ]
      const url = new URL(as.authorization_endpoint ?? '')
      url.search = new URLSearchParams({
        ...{
          ...app,
          redirect_uri: redirectUriOf('public'),
          response_type: 'code',
          scope: 'openid email',
          nonce,
          state,
        },
        ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      }).toString()
      const params = oauth.validateAuthResponse(as, app, await returnTo(url), state)
      const answer = await oauth.authorizationCodeGrantRequest(
        ...([as, app, oauth.None(), params, redirectUriOf('public'), verifier, insecure] as const),
      )
      const checks = { expectedNonce: nonce, requireIdToken: true }
      const tokens = await oauth.processAuthorizationCodeResponse(as, app, answer, checks)
      await oauth.validateApplicationLevelSignature(as, answer, insecure)
      const { sub = '' } = oauth.getValidatedIdTokenClaims(tokens) ?? {}
      const userinfo = await oauth.userInfoRequest(as, app, tokens.access_token, insecure)
      expect(await oauth.processUserInfoResponse(as, app, sub, userinfo)).toMatchObject({ email_verified: true })
    })
  })
})
