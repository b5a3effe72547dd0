import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 10.2: knowing the name of a client is no proof of being it.
describe('Clients that pose as others', { tags: ['oidc', 'op', 'client-authentication'] }, () => {
  scenario({
    id: 'oidc.op.client-refusals.unknown-client',
    title: 'refuses a client that it does not know, with any secret',
    given: { intrusive: true },
    when: async ({ client, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      const form = {
        grant_type: 'authorization_code',
        code: authorization.code ?? '',
        redirect_uri: client.redirectUri,
      }
      const params = { client_id: 'aai-conformance-nobody', client_secret: 'guess' }
      return { refused: await client.token(form, { auth: 'none', params }) }
    },
    verify: {
      'RFC6749-5.2-invalid_client': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_client', 'client.invalid'),
    },
  })

  scenario({
    id: 'oidc.op.client-refusals.other-clients-secret',
    title: "refuses a client that presents another client's secret",
    given: { client: 'web-post', clients: ['web-two'], intrusive: true },
    when: async ({ client, clientAs, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      const form = {
        grant_type: 'authorization_code',
        code: authorization.code ?? '',
        redirect_uri: client.redirectUri,
      }
      return {
        refused: await clientAs('web-two').token(form, {
          auth: 'client_secret_post',
          params: { client_id: client.id },
        }),
      }
    },
    verify: {
      'CODE-CLIENT-AUTH': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_client', 'client.secret-wrong-posted'),
    },
  })

  scenario({
    id: 'oidc.op.client-refusals.secret-in-url',
    title: 'takes no secret from the URL of the token request',
    given: { needs: ['client-secret-post'], client: 'web-post' },
    when: async ({ client, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      return { refused: await client.exchange(authorization, { secretIn: 'url' }) }
    },
    verify: {
      'RFC6749-2.3.1-url': ({ refused, expect }) => {
        expect(refused.status).toBeGreaterThanOrEqual(400)
        expect(refused.body).not.toHaveProperty('access_token')
      },
    },
  })

  scenario({
    id: 'oidc.op.client-refusals.public-poses-as-confidential',
    title: 'refuses a confidential client that sends its client_id alone, as a public one would',
    given: { needs: ['public-clients'], clients: ['public'] },
    when: async ({ client, clientAs, control }) => {
      control(await clientAs('public').login())
      const authorization = control(await client.authorize())
      return { refused: await client.exchange(authorization, { auth: 'none' }) }
    },
    verify: {
      'RFC6749-4.1.3-auth': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_client', 'client.secret-missing'),
    },
  })
})
