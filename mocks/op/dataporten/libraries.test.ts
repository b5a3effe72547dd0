import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { go } from '../testing/feide.ts'
import { clientOf, personOf } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'feide' })
})
afterAll(() => op.close())

const configured = async (role: string, auth = client.ClientSecretBasic()): Promise<client.Configuration> => {
  const { clientId, secret } = clientOf(op, role)
  const options = { execute: [client.allowInsecureRequests] }
  const config = await client.discovery(new URL(op.issuer), clientId, secret, auth, options)
  client.enableNonRepudiationChecks(config)
  return config
}

/** Where the user ends whom this address is shown to. */
const returnFrom = async (url: URL): Promise<URL> => {
  const browser = visitor(op.origin)
  const stop = await browser.through(await browser.get(url.href), personOf(op, 'plain'))
  return new URL(stop.away ?? '')
}

const redirectUriOf = (role: string): string => clientOf(op, role).redirectUris[0] ?? ''

test.each([
  ['web', client.ClientSecretBasic()],
  ['web-post', client.ClientSecretPost()],
  ['web-odd-secret', client.ClientSecretBasic()],
])('openid-client signs in as %s, reads, and logs out', async (role, auth) => {
  const config = await configured(role, auth)
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const [expectedNonce, expectedState] = [client.randomNonce(), client.randomState()]
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: redirectUriOf(role), scope: 'openid email', nonce: expectedNonce, state: expectedState },
    ...{ code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256' },
    login_hint: 'feide|realm|nordhavn.example',
  })
  const checks = { pkceCodeVerifier, expectedNonce, expectedState, idTokenExpected: true }
  const tokens = await client.authorizationCodeGrant(config, await returnFrom(url), checks)
  const sub = tokens.claims()?.sub ?? ''
  expect(sub).toBe(op.people.plain?.uniqueId)
  expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({ email_verified: false })
  const bye = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? '' })
  expect((await fetch(bye)).status).toBe(200)
})

test('openid-client believes the hybrid flow: the ID token vouches for the code', async () => {
  const config = await configured('hybrid')
  client.useCodeIdTokenResponseType(config)
  const [nonce, state] = [client.randomNonce(), client.randomState()]
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: redirectUriOf('hybrid'), scope: 'openid', nonce, state },
  })
  const checks = { expectedNonce: nonce, expectedState: state }
  const tokens = await client.authorizationCodeGrant(config, await returnFrom(url), checks)
  expect(tokens.claims()?.sub).toBe(op.people.plain?.uniqueId)
})

test('openid-client acts for itself, and exchanges what it got', async () => {
  const config = await configured('exchanger')
  const { access_token } = await client.clientCredentialsGrant(config, { scope: 'gk_library' })
  const tokens = await client.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:token-exchange', {
    subject_token: access_token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    audience: op.profile.apis?.[0]?.audience ?? '',
  })
  expect(tokens.access_token.split('.')).toHaveLength(3)
  expect(tokens.expires_in).toBe(300)
})

test('three hundred logins, ten at a time', async () => {
  for (let round = 0; round < 30; round += 1) {
    const stops = await Promise.all(Array.from({ length: 10 }, () => go(op, 'web')))
    expect(stops.every(({ away }) => away?.includes('code='))).toBe(true)
  }
})
