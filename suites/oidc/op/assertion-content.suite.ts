import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 7523 section 3: whom it speaks of, for whom it was written, until when, and once.
describe('What a client assertion says', { tags: ['oidc', 'op', 'client-authentication'] }, () => {
  scenario({
    id: 'oidc.op.client-assertion.other-client',
    title: 'refuses an assertion in which a client names another as itself, whoever the code is for',
    given: { needs: ['private-key-jwt'], client: 'web-private-key', clients: ['web'], intrusive: true },
    when: async ({ client, clientAs, control }) => {
      control(await client.login())
      const other = clientAs('web')
      const own = control(await client.authorize())
      const others = control(await other.authorize())
      // About the other for its own code, about the other for the other's, and about itself for the other's.
      const lie = await client.assertion({ clientId: other.id })
      const params = { client_id: other.id }
      return {
        answers: [
          await client.exchange(own, { assertion: lie }),
          await client.exchange(others, { assertion: lie, params }),
          await client.exchange(control(await other.authorize()), { params }),
        ],
      }
    },
    verify: {
      'RFC7523-3-2': ({ answers, expect }) => {
        for (const { status, body } of answers) {
          expect(status).toBeGreaterThanOrEqual(400)
          expect(body).not.toHaveProperty('access_token')
        }
      },
      'RFC7523-3.2': ({ answers, expect }) => {
        for (const { body } of answers) expect(String(body.error)).toMatch(/^(invalid|unauthorized)_client$/)
      },
    },
  })

  for (const claim of ['sub', 'aud', 'jti', 'exp'] as const)
    scenario({
      id: `oidc.op.client-assertion.without-${claim}`,
      title: `refuses an assertion without ${claim}`,
      given: { needs: ['private-key-jwt'], client: 'web-private-key' },
      when: async ({ client, control }) => {
        control(await client.login())
        const authorization = control(await client.authorize())
        return {
          refused: await client.exchange(authorization, { assertion: await client.assertion({ without: [claim] }) }),
        }
      },
      verify: {
        'OIDCC-9-assertion': ({ refused, expect }) => {
          expect(refused.status).toBeGreaterThanOrEqual(400)
          expect(refused.body).not.toHaveProperty('access_token')
        },
      },
    })

  scenario({
    id: 'oidc.op.client-assertion.critical',
    title: 'refuses an assertion whose header demands something that it does not understand',
    given: { needs: ['private-key-jwt'], client: 'web-private-key' },
    when: async ({ client, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      return {
        refused: await client.exchange(authorization, { assertion: await client.assertion({ critical: true }) }),
      }
    },
    verify: {
      'RFC7515-4.1.11': ({ refused, expect }) => {
        expect(refused.status).toBeGreaterThanOrEqual(400)
        expect(refused.body).not.toHaveProperty('access_token')
      },
    },
  })
})
