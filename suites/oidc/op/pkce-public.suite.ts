import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 7636 section 1: the code passes through hands that nobody knows.
describe('PKCE for clients without a secret', { tags: ['oidc', 'op', 'pkce'] }, () => {
  scenario({
    id: 'oidc.op.pkce.public',
    title: 'redeems the code of a public client with its verifier and without a secret',
    given: { needs: ['pkce-s256', 'public-clients'], client: 'public' },
    when: async ({ client, control }) => {
      const authorization = control(await client.authorize())
      return { isPublic: client.isPublic, tokens: await client.exchange(authorization) }
    },
    verify: {
      'PKCE-PUBLIC': ({ isPublic, tokens, expect }) => {
        expect(isPublic).toBe(true)
        expect(tokens).toBeTokenSuccess()
      },
    },
  })

  for (const { id, title, verifier } of [
    { id: 'without-verifier', title: 'no verifier', verifier: () => null },
    {
      id: 'guessed-verifier',
      title: 'a guessed verifier',
      verifier: (random: (length: number) => string) => random(43),
    },
  ])
    scenario({
      id: `oidc.op.pkce.intercepted-${id}`,
      title: `refuses an intercepted code of a public client that comes with ${title}`,
      given: { needs: ['pkce-s256', 'public-clients'], client: 'public' },
      when: async ({ client, control, random }) => {
        control(await client.login())
        const authorization = control(await client.authorize())
        return { refused: await client.exchange(authorization, { verifier: verifier(random.unreserved) }) }
      },
      verify: {
        'PKCE-INTERCEPTED': ({ refused, expect }) => {
          expect(refused.status).toBe(400)
          expect(refused.body).toHaveProperty('error', 'invalid_grant')
          expect(refused.body).not.toHaveProperty('access_token')
        },
      },
    })
})
