import { describe } from 'vitest'
import { leftHalfHash } from '#suites/kit/hashes.ts'
import { listed, number } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// OpenID Connect Core section 2: what a service believes about the user who just came back.
describe('ID token', { tags: ['oidc', 'op', 'id-token'] }, () => {
  scenario({
    id: 'oidc.op.id-token.rs256',
    title: 'signs the ID token with RS256, and the signature verifies with the published key',
    when: async ({ op, client }) => ({ idToken: await op.verify((await client.login()).idToken ?? '') }),
    verify: {
      'IDT-RS256': ({ idToken, expect }) => {
        expect(idToken.header.alg).toBe('RS256')
        expect(idToken).toBeVerified()
      },
      'OIDCC-15.1-rs256': ({ idToken, expect }) => expect(idToken.header).toHaveProperty('alg', 'RS256'),
      'OIDCC-2-signed': ({ idToken, expect }) => {
        expect(idToken.header.alg).not.toBe('none')
        expect(idToken).toBeVerified()
      },
      'RFC7515-4.1.1': ({ idToken, expect }) => expect(idToken.header.alg).toEqual(expect.stringMatching(/^[A-Z]/)),
      'OIDCC-10.1-kid': ({ idToken, expect }) => expect(idToken.header.kid).toEqual(expect.stringMatching(/./)),
      'OIDCC-2-header': ({ idToken, expect }) =>
        expect(listed(Object.keys(idToken.header).filter((name) => /^(jwk|jku|x5u|x5c)$/.test(name)))).toBe('none'),
    },
  })

  scenario({
    id: 'oidc.op.id-token.claims',
    title: 'says who issued the ID token, for whom, about whom and when',
    when: async ({ op, client, time }) => {
      const { idToken } = await client.login()
      return {
        claims: (await op.verify(idToken ?? '')).claims,
        issuer: op.issuer,
        clientId: client.id,
        now: time.now(),
      }
    },
    verify: {
      'IDT-CLAIMS': ({ claims, issuer, clientId, expect }) => {
        expect(claims.iss).toBe(issuer)
        expect([claims.aud].flat()).toContain(clientId)
        expect(claims.sub).toEqual(expect.stringMatching(/^[\x21-\x7e]{1,255}$/))
        expect(claims.azp ?? clientId).toBe(clientId)
      },
      'OIDCC-2-iss': ({ claims, issuer, expect }) => {
        expect(claims.iss).toBe(issuer)
        expect(String(claims.iss)).toMatch(/^https?:[^?#]*$/)
      },
      'OIDCC-2-aud': ({ claims, clientId, expect }) => expect([claims.aud].flat()).toContain(clientId),
      'OIDCC-2-times': ({ claims, expect }) => {
        expect(claims).toMatchObject({ iat: expect.any(Number), exp: expect.any(Number) })
        expect(number(claims, 'exp')).toBeGreaterThan(number(claims, 'iat'))
      },
      'OIDCC-2-azp': ({ claims, clientId, expect }) => expect(claims.azp ?? clientId).toBe(clientId),
    },
  })

  scenario({
    id: 'oidc.op.id-token.promised-claims',
    title: 'states the further claims that the profile promises',
    given: {
      applies: ({ tokens }) =>
        tokens.idToken.always.length > 0 ? undefined : 'The profile promises no further claim.',
    },
    when: async ({ op, client }) => ({
      promised: op.profile.tokens.idToken.always,
      claims: (await op.verify((await client.login()).idToken ?? '')).claims,
    }),
    verify: {
      'IDT-CLAIMS': ({ promised, claims, expect }) => {
        expect(listed(promised.filter((claim) => !(claim in claims))), 'promised and missing').toBe('none')
        expect(number(claims, 'auth_time') <= number(claims, 'iat') || !promised.includes('auth_time')).toBe(true)
      },
    },
  })

  scenario({
    id: 'oidc.op.id-token.at-hash',
    title: 'binds the ID token to the access token beside it, where it says so',
    when: async ({ op, client, inapplicable }) => {
      const tokens = await client.login()
      const { header, claims } = await op.verify(tokens.idToken ?? '')
      if (claims.at_hash === undefined)
        return inapplicable('In the code flow at_hash is optional, and this issuer leaves it out.')
      return { found: claims.at_hash, expected: leftHalfHash(header.alg, tokens.accessToken ?? '') }
    },
    verify: {
      'OIDCC-3.1.3.6': ({ found, expected, expect }) => expect(found).toBe(expected),
      'IDT-CLAIMS': ({ found, expected, expect }) => expect(found).toBe(expected),
    },
  })
})
