import { describe } from 'vitest'
import { apiFor, apisFor, levelsFor, scopeOf, usesApis } from '#suites/kit/apis.ts'
import { listed, number, words } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const ROLE = 'exchanger'
const GIVEN = { needs: ['jwt-exchange'], client: ROLE, applies: usesApis(ROLE) } as const
const MACHINE = { grant_type: 'client_credentials' }
/** Seconds that the JWT lives, as the guide says. */
const LIFETIME = 300

// RFC 8693: APIs of third parties take no opaque token. They are handed a signed one, meant for them alone.
describe('Exchange of an opaque token for the JWT of an API', { tags: ['oidc', 'op', 'jwt-exchange'] }, () => {
  scenario({
    id: 'oidc.op.jwt-exchange.signed',
    title: 'gives a JWT for the API, signed, of five minutes, with its access levels and no others',
    given: GIVEN,
    when: async ({ op, client, time }) => {
      const api = apiFor(op.profile, ROLE)
      const login = await client.login({ scope: ['openid', scopeOf(api)].join(' ') })
      const tokens = await client.exchangeToken(login, { params: { audience: api.audience } })
      const jwt = await op.verify(tokens.accessToken ?? '')
      const levels = levelsFor(op.profile, ROLE, api).toSorted()
      return { tokens, jwt, levels, audience: api.audience, issuer: op.issuer, now: time.now(), id: client.id }
    },
    verify: {
      'TX-FEIDE-JWT': ({ tokens, jwt, levels, audience, issuer, now, id, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(jwt).toBeVerified()
        expect(jwt.header).toMatchObject({ alg: 'RS256', kid: expect.any(String) })
        expect(jwt.claims).toMatchObject({ iss: issuer, aud: audience, client_id: id })
        expect(number(jwt.claims, 'exp') - number(jwt.claims, 'iat'), 'seconds that it lives').toBe(LIFETIME)
        expect(number(jwt.claims, 'nbf'), 'nbf').toBeLessThanOrEqual(now + 5)
        expect(listed(words(jwt.claims, 'scope')), 'access levels').toBe(listed(levels))
      },
      'RFC8693-2.2.1': ({ tokens, expect }) =>
        expect(tokens.body.issued_token_type).toEqual(expect.stringMatching(/^urn:ietf:params:oauth:token-type:/)),
      'AT-LIFETIME': ({ tokens, expect }) =>
        expect(Math.abs(number(tokens.body, 'expires_in') - LIFETIME)).toBeLessThanOrEqual(5),
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange.user',
    title: 'says for which user the API is called, and what the token of the service releases about them',
    given: { ...GIVEN, needs: [...GIVEN.needs, 'userinfo'] },
    when: async ({ op, client, user }) => {
      const { audience, ...api } = apiFor(op.profile, ROLE)
      const scope = `openid profile ${scopeOf({ audience, ...api })}`
      const login = await client.login({ scope })
      const { claims } = await op.verify(login.idToken ?? '')
      const { accessToken = '' } = await client.exchangeToken(login, { params: { audience } })
      return { jwt: await op.verify(accessToken), sub: claims.sub, name: user.attributes.name }
    },
    verify: {
      'TX-FEIDE-JWT': ({ jwt, sub, name, expect }) => {
        expect(sub).toEqual(expect.any(String))
        expect(jwt.claims).toMatchObject({ sub, name })
        expect(jwt.claims, 'what was not asked for').not.toHaveProperty('email')
      },
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange.machine',
    title: 'names a service that calls for itself by its own identifier, and no user',
    given: { ...GIVEN, needs: [...GIVEN.needs, 'client-credentials'] },
    when: async ({ op, client, control }) => {
      const { audience } = apiFor(op.profile, ROLE)
      const own = control(await client.token(MACHINE))
      const tokens = await client.exchangeToken(own, { params: { audience } })
      return { tokens, jwt: await op.verify(tokens.accessToken ?? ''), id: client.id }
    },
    verify: {
      'TX-FEIDE-JWT': ({ tokens, jwt, id, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(jwt.claims).toMatchObject({ sub: id, client_id: id })
        expect(
          listed(Object.keys(jwt.claims).filter((name) => /^(name|email|https:.*(nin|eduPerson))/.test(name))),
        ).toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange.one-level',
    title: 'gives of its access levels the one that is asked for',
    given: GIVEN,
    when: async ({ op, client, control }) => {
      const api = apiFor(op.profile, ROLE)
      const [level = ''] = levelsFor(op.profile, ROLE, api)
      const login = await client.login()
      control(await client.exchangeToken(login, { params: { audience: api.audience } }))
      const tokens = await client.exchangeToken(login, { params: { audience: api.audience, scope: level } })
      return { tokens, jwt: await op.verify(tokens.accessToken ?? ''), level }
    },
    verify: {
      'TX-FEIDE-JWT': ({ tokens, jwt, level, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(listed(words(jwt.claims, 'scope')), 'access levels').toBe(level)
      },
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange.other-api',
    title: 'gives each API a JWT that no other takes',
    given: { ...GIVEN, applies: usesApis(ROLE, 2) },
    when: async ({ op, client }) => {
      const login = await client.login()
      const audiences: (readonly [string, unknown])[] = []
      for (const { audience } of apisFor(op.profile, ROLE)) {
        const { accessToken = '' } = await client.exchangeToken(login, { params: { audience } })
        audiences.push([audience, (await op.verify(accessToken)).claims.aud])
      }
      return { audiences }
    },
    verify: {
      'TX-FEIDE-JWT': ({ audiences, expect }) => {
        for (const [asked, aud] of audiences) expect([aud].flat(), 'aud').toEqual([asked])
      },
    },
  })
})
