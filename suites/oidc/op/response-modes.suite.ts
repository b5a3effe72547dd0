import { describe } from 'vitest'
import { header } from '#suites/kit/header.ts'
import { scenario } from '#suites/kit/scenario.ts'

// OAuth 2.0 Multiple Response Types and Form Post Response Mode.
describe('Response modes', { tags: ['oidc', 'op', 'response-mode'] }, () => {
  for (const mode of ['query', 'fragment'] as const)
    scenario({
      id: `oidc.op.response-modes.${mode}`,
      title: `brings the code in the ${mode} when asked to`,
      given: {
        applies: ({ discovery }) =>
          String(discovery.members.response_modes_supported ?? 'query,fragment').includes(mode)
            ? undefined
            : `The issuer announces no response_mode ${mode}.`,
      },
      when: async ({ client }) => {
        const authorization = await client.authorize({ params: { response_mode: mode } })
        return { authorization, tokens: authorization.code ? await client.exchange(authorization) : undefined }
      },
      verify: {
        'DISC-CAPABILITIES': ({ authorization, tokens, expect }) => {
          expect(authorization).toBeCallback()
          expect(authorization.carriedBy).toBe(mode)
          expect(tokens).toBeTokenSuccess()
        },
      },
    })

  scenario({
    id: 'oidc.op.response-modes.form-post',
    title: 'posts the code and the state to the redirect URI, from a page that nobody may store',
    given: { needs: ['form-post'] },
    when: async ({ client }) => {
      const authorization = await client.authorize({ params: { response_mode: 'form_post' } })
      return { authorization, tokens: authorization.code ? await client.exchange(authorization) : undefined }
    },
    verify: {
      'OAUTH2-FP-2-form': ({ authorization, tokens, expect }) => {
        expect(authorization).toBeCallback()
        expect(authorization.carriedBy).toBe('form_post')
        expect(authorization.params.state).toBe(authorization.request.state)
        expect(tokens).toBeTokenSuccess()
      },
      'OAUTH2-FP-2-no-store': ({ authorization, expect }) =>
        expect(header(authorization.answer, 'cache-control')).toMatch(/\bno-store\b/),
    },
  })

  scenario({
    id: 'oidc.op.response-modes.form-post-markup',
    title: 'posts a state full of markup as it was sent, and runs none of it',
    given: { needs: ['form-post'] },
    when: async ({ client, control }) => {
      control(await client.authorize({ params: { response_mode: 'form_post' } }))
      const state = `"'><script>alert(1)</script>&amp;&#39;</form>`
      return { state, authorization: await client.authorize({ params: { response_mode: 'form_post', state } }) }
    },
    verify: {
      'CODE-STATE': ({ state, authorization, expect }) => {
        expect(authorization.params.state).toBe(state)
        expect(authorization.answer.text).not.toContain('<script>alert(1)</script>')
      },
    },
  })

  scenario({
    id: 'oidc.op.response-modes.form-post-error',
    title: 'posts an error to the redirect URI when form_post was asked for',
    given: { needs: ['form-post', 'prompt-none'] },
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize({ params: { response_mode: 'form_post' } }))
      const params = { response_mode: 'form_post', prompt: 'none' }
      return { refused: await client.start({ params, in: await newBrowser() }) }
    },
    verify: {
      'OAUTH2-FP-2-form': ({ refused, expect }) => {
        expect(refused).toBeAuthorizationError('login_required', 'authorization.login-required')
        expect(refused.carriedBy).toBe('form_post')
        expect(refused.params.state).toBe(refused.request.state)
      },
    },
  })

  scenario({
    id: 'oidc.op.response-modes.form-post-by-itself',
    title: 'sends the form by itself, in a browser, without a click',
    given: { needs: ['form-post'], driver: 'browser' },
    when: async ({ client }) => ({ authorization: await client.authorize({ params: { response_mode: 'form_post' } }) }),
    verify: {
      'OAUTH2-FP-2-form': ({ authorization, expect }) => {
        expect(authorization).toBeCallback()
        expect(authorization.carriedBy).toBe('form_post')
      },
    },
  })

  scenario({
    id: 'oidc.op.response-modes.unknown',
    title: 'refuses or ignores a response mode that nobody defined, and never loses the state',
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize())
      return {
        authorization: await client.authorize({ params: { response_mode: 'aai_unknown' }, in: await newBrowser() }),
      }
    },
    verify: {
      'OIDCC-3.1.2.6': ({ authorization, expect }) => {
        expect(authorization.kind).toBe('callback')
        expect(authorization.params.error ?? 'invalid_request').toBe('invalid_request')
        expect(authorization.params.state).toBe(authorization.request.state)
      },
    },
  })
})
