import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 9700 section 2.1.1: an attacker who can turn PKCE off does not need to break it.
describe('PKCE downgrades', { tags: ['oidc', 'op', 'pkce'] }, () => {
  scenario({
    id: 'oidc.op.pkce-request.plain-instead-of-s256',
    title: 'refuses plain from a client that must use S256',
    given: { needs: ['pkce-s256'], client: 'pkce' },
    when: async ({ client, control, newBrowser }) => {
      control(await client.start())
      return { refused: await client.authorize({ pkce: 'plain', in: await newBrowser() }) }
    },
    verify: {
      'PKCE-DOWNGRADE': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('invalid_request', 'pkce.method-not-configured'),
    },
  })

  scenario({
    id: 'oidc.op.pkce-request.s256-answered-as-plain',
    title: 'refuses the S256 verifier when its challenge was sent as plain',
    given: { needs: ['pkce-s256', 'pkce-plain'] },
    when: async ({ client, control, random }) => {
      control(await client.login({ pkce: 'S256' }))
      const verifier = random.unreserved(64)
      const params = { code_challenge_method: 'plain' }
      const authorization = control(await client.authorize({ pkce: 'S256', verifier, params }))
      return { refused: await client.exchange(authorization, { verifier }) }
    },
    verify: {
      'PKCE-DOWNGRADE': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'pkce.verifier-wrong'),
    },
  })

  scenario({
    id: 'oidc.op.pkce-request.verifier-without-challenge',
    title: 'refuses a verifier for a code that was asked for without a challenge',
    given: { needs: ['pkce-s256'] },
    when: async ({ client, control, random }) => {
      control(await client.login({ pkce: 'none' }))
      const authorization = control(await client.authorize({ pkce: 'none' }))
      return { refused: await client.exchange(authorization, { verifier: random.unreserved(64) }) }
    },
    verify: {
      'PKCE-DOWNGRADE': ({ refused, expect }) => {
        expect(refused.status).toBe(400)
        expect(refused.body).toHaveProperty('error', 'invalid_grant')
      },
      'RFC9700-2.1.1-downgrade': ({ refused, expect }) => expect(refused.body).not.toHaveProperty('access_token'),
    },
  })

  scenario({
    id: 'oidc.op.pkce-request.public-without',
    title: 'refuses a public client that sends no challenge, although its registration leaves PKCE to it',
    given: { needs: ['pkce-s256', 'public-clients'], client: 'public-open' },
    when: async ({ client, control, newBrowser }) => {
      control(await client.start({ pkce: 'S256' }))
      return { refused: await client.authorize({ pkce: 'none', in: await newBrowser() }) }
    },
    verify: {
      'RFC8252-8.1': ({ refused, expect }) => expect(refused.params).toHaveProperty('error', 'invalid_request'),
    },
  })
})
