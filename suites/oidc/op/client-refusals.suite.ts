import { describe } from 'vitest'
import { header } from '#suites/kit/header.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 5.2: a code in other hands stays worth nothing.
describe('Clients that fail to authenticate', { tags: ['oidc', 'op', 'client-authentication'] }, () => {
  for (const { id, title, role, secret, condition, intrusive } of [
    {
      id: 'wrong-secret',
      title: 'a wrong secret',
      intrusive: true,
      role: 'web',
      secret: 'not-the-secret',
      condition: 'client.secret-wrong',
    },
    {
      id: 'wrong-secret-posted',
      title: 'a wrong secret in the form',
      intrusive: true,
      role: 'web-post',
      secret: 'not-the-secret',
      condition: 'client.secret-wrong-posted',
    },
    {
      id: 'empty-secret',
      title: 'an empty secret',
      intrusive: true,
      role: 'web',
      secret: '',
      condition: 'client.secret-wrong',
    },
    {
      id: 'no-secret',
      title: 'no secret',
      intrusive: undefined,
      role: 'web-post',
      secret: null,
      condition: 'client.secret-missing',
    },
  ] as const)
    scenario({
      id: `oidc.op.client-refusals.${id}`,
      title: `refuses a confidential client that presents ${title}`,
      given: { client: role, intrusive },
      when: async ({ client, control }) => {
        control(await client.login())
        const authorization = control(await client.authorize())
        return { refused: await client.exchange(authorization, { secret }) }
      },
      verify: {
        'CODE-CLIENT-AUTH': ({ refused, expect }) => {
          expect(refused).toBeTokenError('invalid_client', condition)
          expect(refused.body).not.toHaveProperty('access_token')
        },
      },
    })

  scenario({
    id: 'oidc.op.client-refusals.challenge',
    title: 'answers wrong credentials in the header with a challenge of that scheme',
    given: { needs: ['client-secret-basic'], intrusive: true },
    when: async ({ client, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      return {
        refused: await client.exchange(authorization, { auth: 'client_secret_basic', secret: 'not-the-secret' }),
      }
    },
    verify: {
      'RFC6749-5.2-challenge': ({ refused, expect }) => {
        expect(refused.status).toBe(401)
        expect(header(refused, 'www-authenticate')).toMatch(/^Basic\b/i)
      },
    },
  })
})
