import { describe } from 'vitest'
import type { Client, TokenAnswer } from '#suites/kit/contract.ts'
import { citing } from '#suites/kit/definition.ts'
import { tampered } from '#suites/kit/forgery.ts'
import { scenario } from '#suites/kit/scenario.ts'

const kinds = [
  {
    kind: 'private-key',
    role: 'web-private-key',
    needs: 'private-key-jwt',
    invalid: 'client.assertion-invalid',
    unsigned: 'client.assertion-signature-invalid',
  },
  {
    kind: 'secret',
    role: 'web-secret-jwt',
    needs: 'client-secret-jwt',
    invalid: 'client.secret-assertion-invalid',
    unsigned: 'client.secret-assertion-signature-invalid',
  },
] as const

interface Flaw {
  readonly id: string
  readonly title: string
  readonly cites: 'RFC7523-3-3' | 'RFC7523-3-4' | 'RFC7523-3-9'
  readonly assertion: (client: Client) => Promise<string>
}

const flaws: readonly Flaw[] = [
  {
    id: 'expired',
    title: 'that has expired',
    cites: 'RFC7523-3-4',
    // RFC 7523 section 3: a few minutes of leeway are allowed.
    assertion: (client) => client.assertion({ expiresIn: -600 }),
  },
  {
    id: 'foreign-audience',
    title: 'written for another issuer',
    cites: 'RFC7523-3-3',
    assertion: (client) => client.assertion({ audience: 'https://op.evil.example/token' }),
  },
  {
    id: 'stranger',
    title: 'that somebody else has signed',
    cites: 'RFC7523-3-9',
    assertion: (client) => client.assertion({ stranger: true }),
  },
  {
    id: 'tampered',
    title: 'with a broken signature',
    cites: 'RFC7523-3-9',
    assertion: async (client) => tampered(await client.assertion()),
  },
]

// RFC 7523: a signed statement proves the client, so each of its parts has to be read.
describe('Client assertions', { tags: ['oidc', 'op', 'client-authentication'] }, () => {
  for (const { kind, role, needs, invalid, unsigned } of kinds) {
    for (const { id, title, cites, assertion } of flaws)
      scenario({
        id: `oidc.op.client-assertion.${kind}-${id}`,
        title: `refuses an assertion (${kind}) ${title}`,
        given: { needs: [needs], client: role, ...(cites === 'RFC7523-3-9' ? { intrusive: true } : {}) },
        when: async ({ client, control }) => {
          control(await client.login())
          const authorization = control(await client.authorize())
          return { refused: await client.exchange(authorization, { assertion: await assertion(client) }) }
        },
        verify: {
          ...citing<{ refused: TokenAnswer }>(cites, ({ refused, expect }) =>
            expect(refused).toBeTokenError('invalid_client', cites === 'RFC7523-3-9' ? unsigned : invalid),
          ),
          'CODE-CLIENT-AUTH': ({ refused, expect }) => expect(refused.body).not.toHaveProperty('access_token'),
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
        'OIDCC-9-once': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_client', invalid),
      },
    })
  }
})
