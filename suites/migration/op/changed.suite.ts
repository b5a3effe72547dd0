import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// The migration guide lists what a service has to do otherwise.
describe('What is otherwise than before', { tags: ['migration', 'op', 'changed'] }, () => {
  scenario({
    id: 'migration.op.changed.pkce',
    title: 'insists on PKCE for a client that registered for it, which the issuer before it let off',
    given: { pair: 'predecessor', client: 'pkce', needs: ['pkce-s256'] },
    when: async ({ client, control, pair, newBrowser }) => {
      control(await pair.client.authorize({ pkce: 'none' }))
      control(await client.start({ in: await newBrowser() }))
      return { refused: await client.authorize({ pkce: 'none' }) }
    },
    verify: {
      'PKCE-CHALLENGE-MISSING': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('invalid_request', 'pkce.method-missing'),
    },
  })

  scenario({
    id: 'migration.op.changed.logout-redirect',
    title: 'leads back after a logout by post_logout_redirect_uri, where the issuer before it was told by redirect',
    given: { pair: 'predecessor', needs: ['logout'] },
    when: async ({ client, control, pair }) => {
      const uri = pair.client.postLogoutRedirectUri
      control(await pair.client.login())
      control(await pair.client.logout({ at: 'legacyLogout', params: { redirect: uri } }))
      const params = { post_logout_redirect_uri: uri, state: 'after' }
      return { goodbye: await client.logout({ hint: await client.login(), params }) }
    },
    verify: {
      'LOGOUT-REDIRECT': ({ goodbye, expect }) => {
        expect(goodbye.kind).toBe('callback')
        expect(goodbye.params.state).toBe('after')
      },
      'MIG-CLIENT-KEPT': ({ goodbye, expect }) => expect(goodbye.kind).toBe('callback'),
    },
  })

  scenario({
    id: 'migration.op.changed.logout-parameter',
    title: 'follows redirect no more, the parameter that led back from a logout of the issuer before it',
    given: { pair: 'predecessor', needs: ['logout'] },
    when: async ({ client, control, pair, newBrowser }) => {
      const params = { redirect: pair.client.postLogoutRedirectUri }
      control(await pair.client.logout({ at: 'legacyLogout', params }))
      const elsewhere = await newBrowser()
      const hint = await client.login({ in: elsewhere })
      const back = { post_logout_redirect_uri: client.postLogoutRedirectUri }
      control(await client.logout({ hint, params: back, agrees: true, in: elsewhere }))
      return { goodbye: await client.logout({ hint: await client.login(), params, agrees: true }) }
    },
    verify: {
      'LOGOUT-LEGACY-PARAM': ({ goodbye, expect }) => expect(goodbye.kind).toBe('page'),
    },
  })
})
