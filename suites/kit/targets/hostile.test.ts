import { describe, expect, onTestFinished, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { createAuthority } from '#mocks/wire/tls.ts'
import { free } from '../care/care.ts'
import { keycloakForms } from '../target.ts'
import { bodies, hostileServer, type Wire, whole, wires } from '../testing/hostile-server.ts'
import { announcedEndpoints } from './announced.ts'
import { type ConfiguredTarget, raiseConfigured } from './configured.ts'

const profile = loadProfile('openaire-beta')

const target = (issuer: string, changes: Partial<ConfiguredTarget> = {}): ConfiguredTarget => ({
  kind: 'configured',
  id: 'live',
  issuer,
  profile: { ...profile, issuer },
  clients: {},
  users: {},
  forms: keycloakForms,
  patience: 0,
  ownerAgreed: false,
  driver: 'http',
  hosts: {},
  source: 'aai.config.yaml: targets.live',
  ...changes,
})

/** One sentence, that names the place and shows nothing of how we are made. */
const refusal = async (of: ConfiguredTarget): Promise<string> => {
  const error = await raiseConfigured(of, free).then(
    () => new Error('accepted'),
    (reason: unknown) => reason,
  )
  expect(error).toHaveProperty('name', 'ConfigurationError')
  const { message } = error as Error
  expect(message).toMatch(/^aai\.config\.yaml: targets\.live[^\n]*[.?]$/)
  expect(message.length).toBeLessThan(600)
  return message
}

const at = async (wire: (path: string, origin: string) => Wire, changes: Partial<ConfiguredTarget> = {}) => {
  const server = await hostileServer(wire)
  onTestFinished(server.close)
  return refusal(target(server.origin, changes))
}

// The slow ones take five seconds each, and are met in the scenarios.
const quick = Object.keys(wires).filter((what) => !/slowly|silence|interim/.test(what))

test.for(quick)('%s where the document should be is one sentence', async (what) => {
  expect(await at(() => wires[what] ?? whole(''))).toContain(': discovery, GET http')
})

test.for(Object.keys(bodies))('%s where the document should be is one sentence', async (what) => {
  expect(await at(() => bodies[what] ?? whole(''))).toMatch(
    /answers no JSON: is issuer the identifier|calls itself .*: correct one of them/,
  )
})

test('redirects are not followed', async () => {
  expect(await at(() => whole('', { location: 'http://169.254.169.254/' }, '302 Found'))).toContain('answers 302')
})

describe('a document', () => {
  const document = (members: object) => (_: string, origin: string) =>
    whole(JSON.stringify({ issuer: origin, ...members }))

  test.for([
    { issuer: 'https://evil.example' },
    { issuer: ['https://evil.example'] },
    { issuer: 'x'.repeat(100_000) },
    { issuer: undefined },
  ])('of another issuer', async ({ issuer }) => {
    expect(await at(document({ issuer }))).toMatch(/calls itself .*: correct one of them\.$/)
  })

  test.for([
    'https://evil.example/token',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/token',
    'http://127.0.0.1:9200/',
    'http://[::1]/token',
    'http://metadata.internal/',
  ])('that leads to %s is not believed without the word of who configures', async (token) => {
    const { origin, host } = new URL(token)
    const message = await at(document({ token_endpoint: token }))
    expect(message).toContain(
      `names ${origin} as host of its token_endpoint, and nothing says that the issuer lives there`,
    )
    expect(message).toContain(`add ${host} to login.hosts`)
  })

  test.for(['file:///etc/passwd', 'gopher://x/', 'javascript:alert(1)', 'not an address', ''])(
    'that names "%s" is left to the scenarios, and the profile says where to go',
    async (address) => {
      const server = await hostileServer(document({ token_endpoint: address, jwks_uri: address }))
      onTestFinished(server.close)
      const { seed } = await raiseConfigured(target(server.origin), free)
      expect(seed.endpoints.token).toBe(
        `${server.origin}${new URL(profile.endpoints.token ?? '', 'http://x').pathname}`,
      )
      expect(Object.values(seed.endpoints)).not.toContain(address)
    },
  )

  const announcement = {
    source: 's',
    issuer: 'https://op.example',
    discoveryUrl: 'https://op.example/d',
    hosts: ['op.example', 'login.example'],
  }

  test('of an issuer on https sends nobody to http', () => {
    const endpoints = { token_endpoint: 'http://op.example/token', jwks_uri: 'https://op.example/keys' }
    expect(announcedEndpoints(endpoints, announcement)).toEqual({ jwks: 'https://op.example/keys' })
  })

  test('may name hosts that the configuration names as well', () => {
    const endpoints = { authorization_endpoint: 'https://login.example/auth' }
    expect(announcedEndpoints(endpoints, announcement)).toEqual({ authorization: 'https://login.example/auth' })
  })
})

describe('a certificate', () => {
  const served = async (names: readonly string[], how: { expired?: boolean; trusted?: boolean }) => {
    const authority = await createAuthority()
    const tls = await authority.issue(names, { expired: how.expired ?? false })
    const server = await hostileServer(() => whole('{}'), { tls })
    onTestFinished(server.close)
    return refusal(target(server.origin, how.trusted === false ? {} : { authority: authority.certificatePem }))
  }

  test('for another name', async () => {
    expect(await served(['op.example'], {})).toMatch(/: the certificate is for another host name\.$/)
  })

  test('that has expired', async () => {
    expect(await served(['127.0.0.1'], { expired: true })).toMatch(/: the certificate has expired\.$/)
  })

  test('of an authority that nobody trusts', async () => {
    expect(await served(['127.0.0.1'], { trusted: false })).toMatch(/as tls\.ca of the target\.$/)
  })

  test('that is none: plain http where https was meant', async () => {
    const server = await hostileServer(() => whole('{}'))
    onTestFinished(server.close)
    expect(await refusal(target(server.origin.replace('http:', 'https:')))).toMatch(
      /: (TLS failed; is this an https address\?|the connection was cut\.)$/,
    )
  })
})
