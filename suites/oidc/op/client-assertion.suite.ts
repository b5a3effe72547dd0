import { describe } from 'vitest'
import type { TokenAnswer } from '#suites/kit/contract.ts'
import { citing } from '#suites/kit/definition.ts'
import { tampered } from '#suites/kit/forgery.ts'
import { scenario } from '#suites/kit/scenario.ts'

const kinds = [
  { kind: 'private-key', role: 'web-private-key', needs: 'private-key-jwt', condition: 'client.assertion-invalid' },
  { kind: 'secret', role: 'web-secret-jwt', needs: 'client-secret-jwt', condition: 'client.secret-assertion-invalid' },
] as const

// RFC 7523: a signed statement proves the client, so each of its parts has to be read.
describe('Client assertions', { tags: ['oidc', 'op', 'client-authentication'] }, () => {
  for (const { kind, role, needs, condition } of kinds) {
    for (const { id, title, cites, intrusive, options } of [
      {
        id: 'expired',
        title: 'that has expired',
        cites: 'RFC7523-3-4',
        intrusive: undefined,
        options: { expiresIn: -120 },
      },
      {
        id: 'foreign-audience',
        title: 'written for another issuer',
        cites: 'RFC7523-3-3',
        intrusive: undefined,
        options: { audience: 'https://op.evil.example/token' },
      },
      {
        id: 'stranger',
        title: 'that somebody else has signed',
        cites: 'RFC7523-3-9',
        intrusive: true,
        options: { stranger: true },
      },
    ] as const)
      scenario({
        id: `oidc.op.client-assertion.${kind}-${id}`,
        title: `refuses an assertion (${kind}) ${title}`,
        given: { needs: [needs], client: role, intrusive },
        when: async ({ client, control }) => {
          control(await client.login())
          const authorization = control(await client.authorize())
          return { refused: await client.exchange(authorization, { assertion: await client.assertion(options) }) }
        },
        verify: {
          ...citing<{ refused: TokenAnswer }>(cites, ({ refused, expect }) =>
            expect(refused).toBeTokenError('invalid_client', condition),
          ),
          'CODE-CLIENT-AUTH': ({ refused, expect }) => expect(refused.body).not.toHaveProperty('access_token'),
        },
      })

    scenario({
      id: `oidc.op.client-assertion.${kind}-tampered`,
      title: `refuses an assertion (${kind}) with a broken signature`,
      given: { needs: [needs], client: role, intrusive: true },
      when: async ({ client, control }) => {
        control(await client.login())
        const authorization = control(await client.authorize())
        return { refused: await client.exchange(authorization, { assertion: tampered(await client.assertion()) }) }
      },
      verify: {
        'RFC7523-3-9': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_client', condition),
      },
    })

    scenario({
      id: `oidc.op.client-assertion.${kind}-replayed`,
      title: `refuses an assertion (${kind}) that was used before`,
      given: { needs: [needs], client: role },
      when: async ({ client, control }) => {
        const assertion = await client.assertion()
        const first = control(await client.authorize())
        control(await client.exchange(first, { assertion }))
        const second = control(await client.authorize())
        return { refused: await client.exchange(second, { assertion }) }
      },
      verify: {
        'OIDCC-9-once': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_client', condition),
      },
    })
  }

  scenario({
    id: 'oidc.op.client-assertion.other-client',
    title: 'refuses an assertion in which a client names another as itself, whoever the code is for',
    given: { needs: ['private-key-jwt'], client: 'web-private-key', clients: ['web'], intrusive: true },
    when: async ({ client, clientAs, control }) => {
      control(await client.login())
      const other = clientAs('web')
      const own = control(await client.authorize())
      const others = control(await other.authorize())
      const lying = async () => ({ assertion: await client.assertion({ clientId: other.id }) })
      const posing = { ...(await lying()), params: { client_id: other.id } }
      return {
        answers: [await client.exchange(own, await lying()), await client.exchange(others, posing)],
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
