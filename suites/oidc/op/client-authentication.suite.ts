import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 2.3 and OpenID Connect Core 9: only the client itself turns its code into tokens.
describe('Client authentication at the token endpoint', { tags: ['oidc', 'op', 'client-authentication'] }, () => {
  for (const { method, role, needs } of [
    { method: 'client_secret_basic', role: 'web', needs: 'client-secret-basic' },
    { method: 'client_secret_post', role: 'web-post', needs: 'client-secret-post' },
    { method: 'client_secret_jwt', role: 'web-secret-jwt', needs: 'client-secret-jwt' },
    { method: 'private_key_jwt', role: 'web-private-key', needs: 'private-key-jwt' },
  ] as const)
    scenario({
      id: `oidc.op.client-authentication.${method.replaceAll('_', '-')}`,
      title: `gives tokens to a client that authenticates by ${method}`,
      given: { needs: [needs], client: role },
      when: async ({ client, control }) => {
        const authorization = control(await client.authorize())
        return { tokens: await client.exchange(authorization, { auth: method }) }
      },
      verify: {
        'CODE-CLIENT-AUTH': ({ tokens, expect }) => {
          expect(tokens).toBeTokenSuccess()
          expect(tokens.body).toHaveProperty('access_token')
        },
        'DISC-CAPABILITIES': ({ tokens, expect }) => expect(tokens.body).not.toHaveProperty('error'),
      },
    })

  scenario({
    id: 'oidc.op.client-authentication.odd-secret',
    title: 'reads a secret with reserved and non-ASCII characters as the standard encodes it',
    given: { needs: ['client-secret-basic'], client: 'web-odd-secret' },
    when: async ({ client, control }) => {
      const authorization = control(await client.authorize())
      return { tokens: await client.exchange(authorization, { auth: 'client_secret_basic' }) }
    },
    verify: {
      'RFC6749-2.3.1-basic': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
    },
  })
})
