import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 4.1.2.1: who may be told by redirect is told so, everybody else reads it on a page.
describe('Refused authorization requests', { tags: ['oidc', 'op', 'code'] }, () => {
  scenario({
    id: 'oidc.op.authorization-errors.response-type-missing',
    title: 'refuses a request without response_type',
    when: async ({ client, control, newBrowser }) => {
      control(await client.start())
      return { refused: await client.authorize({ params: { response_type: undefined }, in: await newBrowser() }) }
    },
    verify: {
      'CODE-RESPONSE-TYPE': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('invalid_request', 'authorization.response-type-missing'),
      'RFC6749-3.1.1': ({ refused, expect }) => expect(refused.params).toHaveProperty('error'),
      'RFC6749-4.1.2.1-state': ({ refused, expect }) => expect(refused.params.state).toBe(refused.request.state),
    },
  })

  for (const [id, responseType] of [
    ['unknown', 'aai_unknown'],
    ['unknown-beside-known', 'code aai_unknown'],
    ['upper-case', 'CODE'],
  ] as const)
    scenario({
      id: `oidc.op.authorization-errors.response-type-${id}`,
      title: `refuses the response_type "${responseType}"`,
      when: async ({ client, control, newBrowser }) => {
        control(await client.start())
        return { refused: await client.authorize({ params: { response_type: responseType }, in: await newBrowser() }) }
      },
      verify: {
        'CODE-RESPONSE-TYPE': ({ refused, expect }) =>
          expect(refused).toBeAuthorizationError(
            'unsupported_response_type',
            'authorization.response-type-unsupported',
          ),
      },
    })

  for (const [id, title, clientId, condition] of [
    ['client-unknown', 'an unknown client', 'aai-conformance-nobody', 'authorization.client-unknown'],
    ['client-markup', 'a client_id that is markup', '"><script>alert(1)</script>', 'authorization.client-unknown'],
    ['client-missing', 'a request without client_id', undefined, 'authorization.client-missing'],
  ] as const)
    scenario({
      id: `oidc.op.authorization-errors.${id}`,
      title: `refuses ${title} on a page, without a redirect`,
      when: async ({ client, control, newBrowser }) => {
        control(await client.start())
        return { refused: await client.authorize({ params: { client_id: clientId }, in: await newBrowser() }) }
      },
      verify: {
        'CODE-UNKNOWN-CLIENT': ({ refused, expect }) => {
          expect(refused).toBeErrorPage(condition)
          expect(refused.answer.text).not.toContain('<script>alert(1)</script>')
        },
        'RFC6749-4.1.2.1-page': ({ refused, expect }) => expect(refused.kind).toBe('page'),
      },
    })

  scenario({
    id: 'oidc.op.authorization-errors.scope-unknown',
    title: 'refuses or leaves out a scope that nobody offers, and never grants it',
    when: async ({ client, control }) => {
      control(await client.authorize())
      const authorization = await client.authorize({ scope: 'openid aai_unknown' })
      return { authorization, tokens: authorization.code ? await client.exchange(authorization) : undefined }
    },
    verify: {
      'RFC6749-3.3-scope': ({ authorization, tokens, expect }) =>
        tokens === undefined
          ? expect(authorization).toBeAuthorizationError('invalid_scope', 'authorization.scope-invalid')
          : expect(tokens.body).toHaveProperty('scope', expect.not.stringContaining('aai_unknown')),
    },
  })

  scenario({
    id: 'oidc.op.authorization-errors.scope-not-allowed',
    title: 'refuses or leaves out a scope that the client may not have',
    given: { client: 'limited' },
    when: async ({ client, control }) => {
      control(await client.authorize({ scope: 'openid' }))
      const authorization = await client.authorize({ scope: 'openid email' })
      return { authorization, tokens: authorization.code ? await client.exchange(authorization) : undefined }
    },
    verify: {
      'RFC6749-3.3-scope': ({ authorization, tokens, expect }) =>
        tokens === undefined
          ? expect(authorization).toBeAuthorizationError('invalid_scope', 'authorization.scope-invalid')
          : expect(tokens.body).toHaveProperty('scope', expect.not.stringContaining('email')),
    },
  })

  scenario({
    id: 'oidc.op.authorization-errors.flow-not-allowed',
    title: 'refuses the implicit flow to a client that is not registered for it',
    given: { needs: ['implicit'] },
    when: async ({ client, control, newBrowser }) => {
      control(await client.start())
      const params = { response_type: 'id_token token', nonce: 'flow' }
      return { refused: await client.authorize({ params, in: await newBrowser() }) }
    },
    verify: {
      'OIDCC-3.1.2.6': ({ refused, expect }) => {
        expect(refused).toBeAuthorizationError('unauthorized_client', 'authorization.flow-disabled-implicit')
        expect(refused.params.state).toBe(refused.request.state)
      },
    },
  })

  scenario({
    id: 'oidc.op.authorization-errors.charset',
    title: 'words its errors in the characters that the standard allows',
    when: async ({ client, newBrowser }) => {
      const bent = [{ response_type: 'ü"\\' }, { scope: 'openid "ü\\' }, { response_mode: '"ü\\' }]
      const answers = bent.map(async (params) => client.authorize({ params, in: await newBrowser() }))
      return { errors: (await Promise.all(answers)).filter(({ kind }) => kind === 'callback') }
    },
    verify: {
      'RFC6749-4.1.2.1-charset': ({ errors, expect }) => {
        expect(errors.length).toBeGreaterThan(0)
        for (const { params } of errors)
          expect(`${params.error}${params.error_description ?? ''}`).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
      },
    },
  })
})
