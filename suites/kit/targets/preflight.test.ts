import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { createAuthority } from '#mocks/wire/tls.ts'
import { free } from '../care/care.ts'
import { keycloakForms } from '../target.ts'
import { stub } from '../testing/agent.ts'
import { html, json } from '../testing/stub-issuer.ts'
import { type ConfiguredTarget, raiseConfigured } from './configured.ts'

let provider: RunningProvider
beforeAll(async () => {
  provider = await startProvider({ profile: 'openaire-beta' })
})
afterAll(() => provider.close())

const web = () => {
  const { clientId, secret = '', redirectUris } = provider.clients.web ?? { clientId: '', redirectUris: [] }
  const [redirectUri = ''] = redirectUris
  return { clientId, secret, auth: 'client_secret_basic' as const, redirectUri, redirectUris }
}

const plain = () => {
  const { username, password } = provider.people.plain ?? { username: '', password: '' }
  return { username, password, attributes: {} }
}

/** The provider as somebody else's: found by its address only. */
const target = (changes: Partial<ConfiguredTarget> = {}): ConfiguredTarget => ({
  kind: 'configured',
  id: 'live',
  issuer: provider.issuer,
  profile: provider.profile,
  clients: { web: web() },
  users: { plain: plain() },
  forms: keycloakForms,
  patience: 0,
  ownerAgreed: false,
  driver: 'http',
  hosts: {},
  source: 'aai.config.yaml: targets.live',
  ...changes,
})

const refusal = async (of: ConfiguredTarget): Promise<string> => {
  try {
    await raiseConfigured(of, free)
  } catch (error) {
    expect(error).toHaveProperty('name', 'ConfigurationError')
    return error instanceof Error ? error.message : ''
  }
  return 'accepted'
}

test('finds the endpoints of an issuer whose credentials work', async () => {
  const { seed } = await raiseConfigured(target(), free)
  expect(seed).toMatchObject({ id: 'live', kind: 'configured', intrusive: false, issuer: provider.issuer })
  expect(seed.endpoints.token).toBe(`${provider.issuer}/protocol/openid-connect/token`)
})

describe('one sentence says what cannot be used', () => {
  test('an issuer that nobody is', async () => {
    const message = await refusal(target({ issuer: 'http://127.0.0.1:9/realms/x' }))
    expect(message).toMatch(
      /^aai\.config\.yaml: targets\.live: discovery, GET http:\/\/127.*connection refused: nothing listens there\.$/,
    )
  })

  test('an address that answers something else', async () => {
    const { origin } = await stub(({ url }) =>
      url.pathname.startsWith('/missing') ? html('', { status: 404 }) : html('<p>Hi'),
    )
    expect(await refusal(target({ issuer: `${origin}/missing` }))).toMatch(/answers 404: is issuer the identifier/)
    expect(await refusal(target({ issuer: origin }))).toMatch(/answers no JSON: is issuer the identifier/)
  })

  test('an issuer of another name', async () => {
    const { origin } = await stub(() => json({ issuer: 'https://other.example' }))
    expect(await refusal(target({ issuer: origin }))).toBe(
      `aai.config.yaml: targets.live.issuer is ${origin}, and the issuer there calls itself https://other.example: correct one of them.`,
    )
  })

  test.for([
    { what: 'has expired', expired: true, trusted: true, says: /: the certificate has expired\.$/ },
    {
      what: 'is of an unknown authority',
      expired: false,
      trusted: false,
      says: /name it(s authority)? as tls\.ca of the target\.$/,
    },
  ])('a certificate that $what', async ({ expired, trusted, says }) => {
    const authority = await createAuthority()
    const server = createServer(await authority.issue(['127.0.0.1'], { expired }), (_, response) => response.end('{}'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    const message = await refusal(target({ issuer, ...(trusted ? { authority: authority.certificatePem } : {}) }))
    expect(message).toMatch(says)
  })

  test('a wrong secret', async () => {
    const message = await refusal(target({ clients: { web: { ...web(), secret: 'wrong-secret-123' } } }))
    expect(message).toMatch(
      /^aai\.config\.yaml: targets\.live\.clients\.web: .* does not know this client by its secret \(401 .*\): correct secret\.$/,
    )
    expect(message).not.toContain('wrong-secret-123')
  })

  test('no secret about whose encoding a scenario has to speak, unless everything hangs on it', async () => {
    const legacy = await startProvider({ profile: 'openaire-legacy' })
    onTestFinished(legacy.close)
    const { clientId = '', secret = '', redirectUris = [] } = legacy.clients['web-odd-secret'] ?? {}
    const [redirectUri = ''] = redirectUris
    const odd = { clientId, secret, auth: 'client_secret_basic' as const, redirectUri, redirectUris }
    const { username = '', password = '' } = legacy.people.plain ?? {}
    const users = { plain: { username, password, attributes: {} } }
    const forms = { ...keycloakForms, ...loadDialect('mitreid').forms }
    const there = { issuer: legacy.issuer, profile: legacy.profile, forms, users }
    const second = legacy.clients['web-two']
    const usual = { ...odd, clientId: second?.clientId ?? '', secret: second?.secret ?? '' }
    const web = { ...usual, redirectUri: second?.redirectUris[0] ?? '' }
    expect(await refusal(target({ ...there, clients: { web, odd } }))).toBe('accepted')
    expect(await refusal(target({ ...there, clients: { odd } }))).toMatch(/does not know this client by its secret/)
  })

  test('a wrong key', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const { clientId = '' } = provider.clients['web-private-key'] ?? {}
    const client = {
      ...web(),
      clientId,
      auth: 'private_key_jwt' as const,
      privateKey: { ...(await exportJWK(privateKey)) },
    }
    expect(await refusal(target({ clients: { web: client } }))).toMatch(/does not know this client by its privateKey/)
  })

  test('a redirect URI that is not registered', async () => {
    const client = { ...web(), redirectUri: 'https://elsewhere.example/cb' }
    expect(await refusal(target({ clients: { web: client } }))).toMatch(
      /is https:\/\/elsewhere\.example\/cb registered\?$/,
    )
  })

  test('a wrong password, typed once', async () => {
    provider.requests.clear()
    const users = { plain: { ...plain(), password: 'wrong-password-123' } }
    const message = await refusal(target({ users }))
    expect(message).toBe(
      'aai.config.yaml: targets.live.users.plain cannot log in: it refuses this user name with this password. Correct username or password, or the account.',
    )
    expect(provider.requests.all().filter(({ params }) => 'password' in params)).toHaveLength(1)
  })
})
