import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import type { TokenChange } from '#mocks/op/resign.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { Protection } from './authenticate.ts'
import { type RunningApi, startExampleApi } from './example.ts'

let provider: RunningProvider
/** Of a machine, with everything that an access token of this issuer has. */
let token = ''

const endpoint = (name: 'token' | 'jwks' | 'introspection' | 'userinfo'): string =>
  new URL(provider.profile.endpoints[name] ?? '', provider.origin).href

const tokenOf = async (role: string): Promise<string> => {
  const { clientId = '', secret = '' } = provider.clients[role] ?? {}
  const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'openid profile' })
  const answer = await fetch(endpoint('token'), { method: 'POST', headers: { authorization }, body })
  const { access_token } = await answer.json()
  return access_token
}

beforeAll(async () => {
  provider = await startProvider({ profile: 'openaire-beta' })
  token = await tokenOf('service')
})
afterAll(() => provider.close())

const asked = async (api: RunningApi, sent: string, path = '/whoami', init: RequestInit = {}) => {
  const answer = await fetch(api.origin + path, { headers: { authorization: `Bearer ${sent}` }, ...init })
  return { status: answer.status, challenge: answer.headers.get('www-authenticate') ?? '', body: await answer.json() }
}

const AUDIENCE = 'https://api.example'

describe('an API that verifies tokens', () => {
  let api: RunningApi
  let now = Date.now()
  const jwt = (): Protection => ({
    kind: 'jwt',
    issuer: provider.issuer,
    jwksUri: endpoint('jwks'),
    audience: AUDIENCE,
    types: { header: ['JWT'], claim: ['Bearer'] },
    longest: 300,
  })
  beforeAll(async () => {
    api = await startExampleApi({ protection: jwt(), scope: 'profile', now: () => now })
  })
  afterAll(() => api.close())

  const seconds = () => Math.floor(now / 1000)
  const made = ({ claims, header }: TokenChange = {}): string => {
    const times = { iat: seconds(), exp: seconds() + 300, nbf: seconds() }
    const change = { claims: { aud: AUDIENCE, scope: 'profile', ...times, ...claims } }
    return provider.resign(token, header ? { ...change, header } : change)
  }

  test('takes one that is as agreed, and says who it is about', async () => {
    const { status, body } = await asked(api, made({ claims: { sub: 'ada@x', client_id: 'portal', azp: undefined } }))
    expect([status, body]).toEqual([200, { sub: 'ada@x', client_id: 'portal', scope: 'profile', userid_sec: [] }])
  })

  test('takes a client that is its own subject for no user', async () => {
    const { body } = await asked(api, made({ claims: { sub: 'portal', client_id: 'portal' } }))
    expect(body).toMatchObject({ sub: null, client_id: 'portal' })
  })

  test('finds itself among several audiences, and keys without their name', async () => {
    expect(await asked(api, made({ claims: { aud: ['a', AUDIENCE] }, header: { kid: undefined } }))).toMatchObject({
      status: 200,
    })
  })

  test.for([
    { what: 'another audience', change: { claims: { aud: `${AUDIENCE}/` } }, says: 'not for this API' },
    {
      what: 'an audience that only contains its own',
      change: { claims: { aud: [`x ${AUDIENCE}`] } },
      says: 'not for this API',
    },
    { what: 'no audience', change: { claims: { aud: undefined } }, says: 'not for this API' },
    { what: 'another issuer', change: { claims: { iss: 'https://evil.example' } }, says: 'another issuer' },
    { what: 'a life of more than 300 s', change: { claims: { exp: 301 } }, from: 'iat', says: 'longer than agreed' },
    { what: 'an end that has passed', change: { claims: { exp: -10 } }, from: 'iat', says: 'has expired' },
    { what: 'an end that is no number', change: { claims: { exp: '9999999999' } }, says: 'does not say when it ends' },
    { what: 'a beginning to come', change: { claims: { nbf: 60 } }, from: 'iat', says: 'for later' },
    { what: 'another type', change: { claims: { typ: 'ID' } }, says: 'no access token' },
    { what: 'another type in its header', change: { header: { typ: 'dpop+jwt' } }, says: 'no access token' },
    { what: 'something critical in its header', change: { header: { crit: ['exp'] } }, says: 'no access token' },
    { what: 'the name of an unknown key', change: { header: { kid: 'mine' } }, says: 'no published key' },
    { what: 'another algorithm', change: { header: { alg: 'RS512' } }, says: 'not agreed' },
  ])('refuses $what', async ({ change, from, says }) => {
    // Times are given from now on.
    const claims = from
      ? Object.fromEntries(
          Object.entries(change.claims ?? {}).map(([name, value]) => [name, seconds() + Number(value)]),
        )
      : change.claims
    const sent = made({ ...('header' in change ? { header: change.header } : {}), ...(claims ? { claims } : {}) })
    const { status, challenge, body } = await asked(api, sent)
    expect([status, body.error]).toEqual([401, 'invalid_token'])
    expect(challenge).toContain(says)
  })

  test('refuses a token without its scope, and names it', async () => {
    const { status, challenge } = await asked(api, made({ claims: { scope: 'profiles email' } }))
    expect(status).toBe(403)
    expect(challenge).toContain(
      'error="insufficient_scope", error_description="The token has not the scope of this API", scope="profile"',
    )
  })

  test('takes a new key of its issuer, but does not ask for one at every request', async () => {
    const jwksRequests = () => provider.requests.to('jwks').length
    await asked(api, made())
    const before = jwksRequests()
    await Promise.all(Array.from({ length: 5 }, () => asked(api, made({ header: { kid: 'mine' } }))))
    expect(jwksRequests() - before).toBeLessThanOrEqual(1)
    await provider.rotateKeys()
    now += 5_000
    const kid = decodeJwt(await tokenOf('service'))?.header.kid
    expect(await asked(api, made({ header: { kid } }))).toMatchObject({ status: 200 })
  })

  test.for([
    ['/me', { sub: 'ada@x', client_id: 'portal' }, 200],
    ['/me', { sub: 'portal', client_id: 'portal' }, 403],
    ['/export', { sub: 'ada@x', client_id: 'portal' }, 403],
    ['/export', { sub: 'portal', client_id: 'portal' }, 200],
    ['/nothing', { sub: 'ada@x' }, 404],
    ['/constructor', { sub: 'ada@x' }, 404],
  ] as const)('%s for %j: %i', async ([path, claims, status]) => {
    const kid = decodeJwt(await tokenOf('service'))?.header.kid
    expect(await asked(api, made({ claims, header: { kid } }), path)).toMatchObject({ status })
  })
})

describe('an API that asks its issuer', () => {
  const introspection = (): Protection => {
    const { clientId = '', secret = '' } = provider.clients.resource ?? {}
    return { kind: 'introspection', endpoint: endpoint('introspection'), clientId, secret }
  }

  const on = async <T>(protection: Protection, use: (api: RunningApi) => Promise<T>): Promise<T> => {
    const api = await startExampleApi({ protection })
    return use(api).finally(api.close)
  }

  test('believes what introspection says of a token', async () => {
    await on(introspection(), async (api) => {
      const fresh = await tokenOf('service')
      expect(await asked(api, fresh)).toMatchObject({
        status: 200,
        body: { client_id: provider.clients.service?.clientId, scope: expect.stringContaining('profile') },
      })
      provider.elapse(fresh, 4_000)
      expect(await asked(api, fresh)).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
      expect(await asked(api, 'made-up')).toMatchObject({ status: 401 })
    })
  })

  test('lets nobody in, and turns nobody away for good, when it may not ask', async () => {
    const wrong = { ...introspection(), secret: 'wrong' } as Protection
    const answer = await on(wrong, (api) => asked(api, token))
    expect(answer).toMatchObject({ status: 503, body: { message: expect.stringContaining('answers 401') } })
  })

  test('lets nobody in when the issuer is gone, or elsewhere', async () => {
    const gone: Protection = { kind: 'userinfo', endpoint: 'http://127.0.0.1:1/userinfo' }
    expect(await on(gone, (api) => asked(api, token))).toMatchObject({ status: 503 })
    const { clientId, secret } = { clientId: 'x', secret: 'y' }
    const redirecting: Protection = { kind: 'introspection', endpoint: `${provider.origin}/auth`, clientId, secret }
    expect(await on(redirecting, (api) => asked(api, token))).toMatchObject({ status: 503 })
  })

  test('takes whom userinfo tells about', async () => {
    await on({ kind: 'userinfo', endpoint: endpoint('userinfo') }, async (api) => {
      expect(await asked(api, await tokenOf('service'))).toMatchObject({
        status: 200,
        body: { sub: expect.any(String) },
      })
      expect(await asked(api, 'made-up')).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
    })
  })
})

describe('an API that believes its gatekeeper', () => {
  let api: RunningApi
  beforeAll(async () => {
    api = await startExampleApi({ protection: { kind: 'gatekeeper', username: 'gatekeeper', password: 'pass:word' } })
  })
  afterAll(() => api.close())

  const told = async (credentials: string | undefined, headers: Record<string, string> = {}) => {
    const authorization = credentials && { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
    const answer = await fetch(`${api.origin}/whoami`, { headers: { ...authorization, ...headers } })
    return { status: answer.status, challenge: answer.headers.get('www-authenticate'), body: await answer.json() }
  }

  test('takes what it says, whatever stands in the password', async () => {
    const headers = {
      'X-Dataporten-userid': 'ada',
      'X-Dataporten-userid-sec': 'feide:a@b,nin:1',
      'X-Dataporten-scopes': 'loans,admin',
    }
    expect(await told('gatekeeper:pass:word', headers)).toMatchObject({
      status: 200,
      body: { sub: 'ada', client_id: null, scope: 'loans admin', userid_sec: ['feide:a@b', 'nin:1'] },
    })
  })

  test.for([undefined, 'gatekeeper:', 'gatekeeper:pass', 'gatekeeper:pass:word ', 'Gatekeeper:pass:word', ':', ''])(
    'believes nobody who shows %s',
    async (credentials) => {
      const { status, challenge, body } = await told(credentials, { 'X-Dataporten-userid': 'eve' })
      expect([status, challenge]).toEqual([401, 'Basic realm="example"'])
      expect(JSON.stringify(body)).not.toContain('eve')
    },
  )
})
