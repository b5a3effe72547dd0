import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 7636 section 4.2: plain is for those who cannot hash, where the issuer lets them.
describe('PKCE with plain challenges', { tags: ['oidc', 'op', 'pkce'] }, () => {
  scenario({
    id: 'oidc.op.pkce.plain',
    title: 'redeems a code with the verifier that was its plain challenge, and with no other',
    given: { needs: ['pkce-plain'], client: 'pkce-plain' },
    when: async ({ client, control, random }) => {
      const good = control(await client.authorize({ pkce: 'plain' }))
      const tokens = await client.exchange(good)
      const bad = control(await client.authorize({ pkce: 'plain' }))
      return { tokens, refused: await client.exchange(bad, { verifier: random.unreserved(64) }) }
    },
    verify: {
      'PKCE-PLAIN': ({ tokens, refused, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(refused).toBeTokenError('invalid_grant', 'pkce.verifier-wrong')
      },
      'DISC-CAPABILITIES': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
      'PKCE-VERIFIER-WRONG': ({ refused, expect }) => expect(refused.body).not.toHaveProperty('access_token'),
    },
  })

  scenario({
    id: 'oidc.op.pkce.plain-without-method',
    title: 'takes a challenge without a method as plain',
    given: { needs: ['pkce-plain'] },
    when: async ({ client, control, random }) => {
      const verifier = random.unreserved(64)
      const params = { code_challenge: verifier }
      const authorization = control(await client.authorize({ pkce: 'none', params }))
      return { tokens: await client.exchange(authorization, { verifier }) }
    },
    verify: {
      'RFC7636-4.3': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
    },
  })

  scenario({
    id: 'oidc.op.pkce.plain-not-offered',
    title: 'refuses plain where the profile does not offer it',
    given: {
      needs: ['pkce-s256'],
      applies: ({ offers }) => (offers.includes('pkce-plain') ? 'The profile offers plain.' : undefined),
    },
    when: async ({ client, control, newBrowser }) => {
      control(await client.start({ pkce: 'S256' }))
      return { refused: await client.authorize({ pkce: 'plain', in: await newBrowser() }) }
    },
    verify: {
      'PKCE-PLAIN': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('invalid_request', 'pkce.method-unknown'),
    },
  })
})
