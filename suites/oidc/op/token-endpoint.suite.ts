import { describe } from 'vitest'
import { header } from '#suites/kit/header.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 sections 3.2 and 5.2: how the token endpoint is spoken to, and how it says no.
describe('Token endpoint', { tags: ['oidc', 'op', 'token'] }, () => {
  scenario({
    id: 'oidc.op.token-endpoint.get',
    title: 'gives nothing to a GET request',
    when: async ({ op, client, control }) => {
      control(await client.login())
      const { code = '' } = control(await client.authorize())
      const query = new URLSearchParams({ grant_type: 'authorization_code', code, client_id: client.id })
      return { refused: await op.request(`${op.endpoint('token')}?${query}`, { label: 'token request' }) }
    },
    verify: {
      'RFC6749-3.2-post': ({ refused, expect }) => {
        expect(refused.status).toBeGreaterThanOrEqual(400)
        expect(refused.text).not.toContain('access_token')
      },
    },
  })

  scenario({
    id: 'oidc.op.token-endpoint.grant-type-missing',
    title: 'refuses a request without grant_type',
    when: async ({ client, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      return { refused: await client.exchange(authorization, { params: { grant_type: undefined } }) }
    },
    verify: {
      'RFC6749-5.2-invalid_request': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'token.grant-type-missing'),
    },
  })

  scenario({
    id: 'oidc.op.token-endpoint.code-missing',
    title: 'refuses a request without code',
    when: async ({ client, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      return { refused: await client.exchange(authorization, { params: { code: undefined } }) }
    },
    verify: {
      'RFC6749-5.2-invalid_request': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'code.missing'),
    },
  })

  scenario({
    id: 'oidc.op.token-endpoint.repeated-parameter',
    title: 'refuses a request with a parameter that comes twice',
    when: async ({ client, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      const params = { redirect_uri: [client.redirectUri, client.redirectUri] }
      return { refused: await client.exchange(authorization, { params }) }
    },
    verify: {
      'RFC6749-3.2-repeated': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'token.duplicated-parameter'),
    },
  })

  scenario({
    id: 'oidc.op.token-endpoint.unknown-parameter',
    title: 'ignores a parameter that it does not know',
    when: async ({ client, control }) => {
      control(await client.login())
      const authorization = control(await client.authorize())
      return { tokens: await client.exchange(authorization, { params: { aai_unknown: 'ü' } }) }
    },
    verify: {
      'RFC6749-3.2-unknown': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
    },
  })

  scenario({
    id: 'oidc.op.token-endpoint.error-form',
    title: 'says no in JSON that nobody may store',
    when: async ({ client, control }) => {
      control(await client.login())
      return { refused: await client.exchange('not-a-code') }
    },
    verify: {
      'RFC6749-5.2-json': ({ refused, expect }) => {
        expect(refused.status).toBe(400)
        expect(header(refused, 'content-type')).toMatch(/^application\/json\b/)
        expect(refused.body).toHaveProperty('error', expect.any(String))
      },
      'OIDCC-3.1.3.4': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'code.unknown'),
    },
  })

  scenario({
    id: 'oidc.op.token-endpoint.password-grant',
    title: 'offers no password grant',
    given: { intrusive: true },
    when: async ({ client, control }) => {
      control(await client.login())
      const form = { grant_type: 'password', username: 'aai-conformance-nobody', password: 'nothing' }
      return { refused: await client.token(form) }
    },
    verify: {
      'RFC9700-2.4': ({ refused, expect }) =>
        expect(['unsupported_grant_type', 'unauthorized_client']).toContain(refused.body.error),
    },
  })
})
