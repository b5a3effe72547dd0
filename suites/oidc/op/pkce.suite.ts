import { describe } from 'vitest'
import { decoded } from '#suites/kit/forgery.ts'
import { challengeOf } from '#suites/kit/hashes.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** RFC 7636 appendix B. */
const vector = {
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
} as const

// RFC 7636: the code is worth nothing without the verifier it was asked for with.
describe('PKCE at the token endpoint', { tags: ['oidc', 'op', 'pkce'] }, () => {
  scenario({
    id: 'oidc.op.pkce.s256',
    title: 'redeems a code with the verifier of its S256 challenge',
    given: { needs: ['pkce-s256'], client: 'pkce' },
    when: async ({ client, control }) => {
      const authorization = control(await client.authorize({ pkce: 'S256' }))
      return { request: authorization.request, tokens: await client.exchange(authorization) }
    },
    verify: {
      'PKCE-S256': ({ request, tokens, expect }) => {
        expect(request.code_challenge_method).toBe('S256')
        expect(tokens).toBeTokenSuccess()
      },
      'RFC9700-2.1.1-support': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
    },
  })

  scenario({
    id: 'oidc.op.pkce.appendix-b',
    title: 'redeems a code with the verifier of the example in the standard',
    given: { needs: ['pkce-s256'] },
    when: async ({ client, control }) => {
      const params = { code_challenge: vector.challenge, code_challenge_method: 'S256' }
      const authorization = control(await client.authorize({ pkce: 'none', params }))
      return { tokens: await client.exchange(authorization, { verifier: vector.verifier }) }
    },
    verify: {
      'PKCE-S256': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
    },
  })

  scenario({
    id: 'oidc.op.pkce.verifier-missing',
    title: 'refuses a code that was asked for with a challenge and comes without a verifier',
    given: { needs: ['pkce-s256'] },
    when: async ({ client, control }) => {
      control(await client.login({ pkce: 'S256' }))
      const authorization = control(await client.authorize({ pkce: 'S256' }))
      return { refused: await client.exchange(authorization, { verifier: null }) }
    },
    verify: {
      'PKCE-VERIFIER-MISSING': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_grant', 'pkce.verifier-missing'),
      'RFC9700-2.1.1-enforce': ({ refused, expect }) => expect(refused.body).not.toHaveProperty('access_token'),
    },
  })

  scenario({
    id: 'oidc.op.pkce.verifier-wrong',
    title: 'refuses a code presented with another verifier, and spends the code',
    given: { needs: ['pkce-s256'] },
    when: async ({ client, control, random }) => {
      control(await client.login({ pkce: 'S256' }))
      const authorization = control(await client.authorize({ pkce: 'S256' }))
      const wrong = await client.exchange(authorization, { verifier: random.unreserved(64) })
      return { wrong, again: await client.exchange(authorization) }
    },
    verify: {
      'PKCE-VERIFIER-WRONG': ({ wrong, again, expect }) => {
        expect(wrong).toBeTokenError('invalid_grant', 'pkce.verifier-wrong')
        expect(again).toBeTokenError('invalid_grant', 'code.spent')
      },
      'RFC7636-4.6': ({ wrong, expect }) => expect(wrong.body).toHaveProperty('error', 'invalid_grant'),
    },
  })

  scenario({
    id: 'oidc.op.pkce.challenge-as-verifier',
    title: 'refuses a verifier that is the S256 challenge itself',
    given: { needs: ['pkce-s256'] },
    when: async ({ client, control, random }) => {
      control(await client.login({ pkce: 'S256' }))
      const verifier = random.unreserved(64)
      const authorization = control(await client.authorize({ pkce: 'S256', verifier }))
      return { refused: await client.exchange(authorization, { verifier: challengeOf(verifier) }) }
    },
    verify: {
      'PKCE-DOWNGRADE': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'pkce.verifier-wrong'),
    },
  })

  scenario({
    id: 'oidc.op.pkce.challenge-hidden',
    title: 'shows the challenge to nobody who reads the code',
    given: { needs: ['pkce-s256'] },
    when: async ({ client, control }) => {
      const { request, code = '' } = control(await client.authorize({ pkce: 'S256' }))
      return { challenge: request.code_challenge ?? '', readable: [code, ...code.split('.').map(decoded)].join(' ') }
    },
    verify: {
      'RFC7636-4.4': ({ challenge, readable, expect }) => {
        expect(challenge.length).toBe(43)
        expect(readable.includes(challenge), 'the challenge in the code').toBe(false)
      },
    },
  })
})
