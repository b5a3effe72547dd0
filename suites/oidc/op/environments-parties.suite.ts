import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// Who is known to one environment is a stranger to the other.
describe('Clients, users and sessions of BETA and production apart', { tags: ['oidc', 'op', 'environments'] }, () => {
  scenario({
    id: 'oidc.op.environments.client',
    title: 'does not know the client of the other environment',
    given: { pair: true },
    when: async ({ client, control, pair, inapplicable, newBrowser }) => {
      if (client.id === pair.client.id) return inapplicable('The service has the same client_id in both environments.')
      control(await client.start())
      const params = { client_id: pair.client.id, redirect_uri: pair.client.redirectUri }
      return { refused: await client.authorize({ params, in: await newBrowser() }) }
    },
    verify: {
      'WORKFLOW-2': ({ refused, expect }) => expect(refused).toBeErrorPage('authorization.client-unknown'),
    },
  })

  scenario({
    id: 'oidc.op.environments.client-secret',
    title: 'refuses the secret that the client has in the other environment',
    given: { pair: true, client: 'web-post', intrusive: true },
    when: async ({ op, client, control, pair }) => {
      control(await client.login())
      control(await pair.client.login())
      const { code = '' } = control(await client.authorize())
      const form = { grant_type: 'authorization_code', code, redirect_uri: client.redirectUri }
      return {
        refused: await pair.client.token(form, { endpoint: op.endpoint('token'), params: { client_id: client.id } }),
      }
    },
    verify: {
      'WORKFLOW-2': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_client', 'client.secret-wrong-posted'),
    },
  })

  scenario({
    id: 'oidc.op.environments.user',
    title: 'does not let the user of the other environment in',
    given: { pair: true, intrusive: true },
    when: async ({ client, control, pair, newBrowser }) => {
      control(await client.authorize({ in: await newBrowser() }))
      control(await pair.client.authorize({ in: await pair.newBrowser() }))
      return { refused: await client.authorize({ as: pair.user }) }
    },
    verify: {
      'WORKFLOW-2': ({ refused, expect }) => {
        expect(refused.kind).toBe('login-page')
        expect(refused.code).toBeUndefined()
      },
    },
  })

  scenario({
    id: 'oidc.op.environments.session',
    title: 'knows nobody in a browser that signed in at the other environment',
    given: { pair: true, needs: ['prompt-none'] },
    when: async ({ client, control, pair, newBrowser }) => {
      control(await client.authorize())
      control(await client.start({ params: { prompt: 'none' } }))
      const browser = await newBrowser()
      control(await pair.client.authorize({ in: browser }))
      return { refused: await client.authorize({ params: { prompt: 'none' }, in: browser }) }
    },
    verify: {
      'WORKFLOW-2': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('login_required', 'authorization.login-required'),
    },
  })
})
