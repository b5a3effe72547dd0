import { describe } from 'vitest'
import { members, objects } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// A service that is tested against BETA must not open the door to it in production.
describe('BETA and production apart', { tags: ['oidc', 'op', 'environments'] }, () => {
  scenario({
    id: 'oidc.op.environments.code',
    title: 'refuses a code that the other environment gave',
    given: { pair: true },
    when: async ({ client, control, pair }) => {
      control(await client.login())
      control(await pair.client.login())
      const foreign = control(await pair.client.authorize())
      return { refused: await client.exchange(foreign.code ?? '') }
    },
    verify: {
      'CODE-OTHER-OP': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'code.unknown'),
      'WORKFLOW-2': ({ refused, expect }) => expect(refused.body).not.toHaveProperty('access_token'),
    },
  })

  scenario({
    id: 'oidc.op.environments.access-token',
    title: 'refuses an access token that the other environment gave',
    given: { pair: true, needs: ['userinfo'] },
    when: async ({ client, control, pair }) => {
      control(await client.userinfo(await client.login()))
      const foreign = await pair.client.login()
      control(await pair.client.userinfo(foreign))
      return { refused: await client.userinfo(foreign) }
    },
    verify: {
      'WORKFLOW-2': ({ refused, expect }) => expect(refused).toBeBearerError('invalid_token', 'userinfo.token-invalid'),
      'USERINFO-INVALID': ({ refused, expect }) => expect(refused.status).toBe(401),
    },
  })

  scenario({
    id: 'oidc.op.environments.refresh-token',
    title: 'refuses a refresh token that the other environment gave',
    given: { pair: true, needs: ['refresh'], client: 'refresh' },
    when: async ({ client, control, pair }) => {
      control(await client.refresh(await client.login()))
      const foreign = control(await pair.client.refresh(await pair.client.login()))
      return { refused: await client.refresh(foreign.refreshToken ?? '') }
    },
    verify: {
      'WORKFLOW-2': ({ refused, expect }) => {
        expect(refused.status).toBe(400)
        expect(refused.body).toHaveProperty('error', 'invalid_grant')
      },
    },
  })

  scenario({
    id: 'oidc.op.environments.introspection',
    title: 'calls a token of the other environment inactive',
    given: { pair: true, needs: ['introspection'] },
    when: async ({ client, control, pair }) => {
      const own = control(await client.introspect((await client.login()).accessToken ?? ''))
      const foreign = await pair.client.login()
      return { own, foreign: await client.introspect(foreign.accessToken ?? '') }
    },
    verify: {
      'WORKFLOW-2': ({ own, foreign, expect }) => {
        expect(members(own.json).active).toBe(true)
        expect(foreign.json).toEqual({ active: false })
      },
    },
  })

  scenario({
    id: 'oidc.op.environments.keys',
    title: 'signs with keys that the other environment does not have',
    given: { pair: true },
    when: async ({ op, client, pair }) => {
      const moduli = async ({ jwks }: typeof op) => objects((await jwks()).json, 'keys').map(({ n, x }) => n ?? x)
      const foreign = await pair.client.login()
      const own = await op.verify((await client.login()).idToken ?? '')
      return {
        here: await moduli(op),
        there: await moduli(pair.op),
        own,
        foreign: await op.verify(foreign.idToken ?? ''),
      }
    },
    verify: {
      'WORKFLOW-2': ({ here, there, own, foreign, expect }) => {
        expect(own).toBeVerified()
        expect(foreign.problem, 'why a token of the other environment does not verify').toBeDefined()
        const shared = here.filter((key) => there.includes(key))
        expect(shared.length, 'keys of both environments').toBe(0)
      },
    },
  })
})
