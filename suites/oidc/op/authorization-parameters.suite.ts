import { describe } from 'vitest'
import type { Authorization } from '#suites/kit/contract.ts'
import { citing } from '#suites/kit/definition.ts'
import { members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// OpenID Connect Core 3.1.2.1 and 15.1: what may be asked for besides, without harm.
describe('Optional parameters of the authorization request', { tags: ['oidc', 'op', 'code'] }, () => {
  for (const { id, title, cites, params } of [
    {
      id: 'unknown-parameter',
      title: 'ignores a parameter that it does not know',
      cites: 'RFC6749-3.1-unknown',
      params: { aai_unknown: 'ü&=' },
    },
    {
      id: 'empty-parameter',
      title: 'takes a parameter without a value as left out',
      cites: 'RFC6749-3.1-empty',
      params: { prompt: '', max_age: '', login_hint: '' },
    },
    {
      id: 'display',
      title: 'signs in whatever display is asked for',
      cites: 'OIDCC-15.1-hints',
      params: { display: 'popup' },
    },
    {
      id: 'languages',
      title: 'signs in whatever languages are asked for',
      cites: 'OIDCC-15.1-hints',
      params: { ui_locales: 'nb en', claims_locales: 'tlh' },
    },
    {
      id: 'acr-values',
      title: 'signs in whatever authentication level is wished for',
      cites: 'OIDCC-15.1-hints',
      params: { acr_values: '1 urn:example:loa:high' },
    },
    {
      id: 'claims-parameter',
      title: 'signs in although an essential claim cannot be had',
      cites: 'OIDCC-5.5.1',
      params: { claims: '{"userinfo":{"aai_unknown":{"essential":true}}}' },
    },
    { id: 'no-nonce', title: 'signs in without a nonce', cites: 'CODE-HAPPY', params: { nonce: undefined } },
    {
      id: 'no-state',
      title: 'signs in without a state, and invents none',
      cites: 'CODE-STATE',
      params: { state: undefined },
    },
    {
      id: 'scope-order',
      title: 'signs in with openid behind the other scopes',
      cites: 'CODE-HAPPY',
      params: { scope: 'email profile openid' },
    },
  ] as const)
    scenario({
      id: `oidc.op.authorization-parameters.${id}`,
      title,
      when: async ({ client, control }) => {
        control(await client.authorize())
        return { authorization: await client.authorize({ params }) }
      },
      verify: citing<{ authorization: Authorization }>(cites, ({ authorization, expect }) => {
        expect(authorization).toBeCallback()
      }),
    })

  scenario({
    id: 'oidc.op.authorization-parameters.request-object',
    title: 'honours an unsigned request object where it supports one, and says so where it does not',
    when: async ({ op, client, control, newBrowser }) => {
      control(await client.authorize())
      const supported = members((await op.discovery()).json).request_parameter_supported === true
      return {
        supported,
        refused: await client.authorize({ params: { request: 'no.request.object' }, in: await newBrowser() }),
      }
    },
    verify: {
      'OIDCC-6.1': ({ supported, refused, expect }) => {
        const outcome = refused.kind === 'callback' ? refused.params.error : refused.kind
        expect(String(outcome)).toMatch(
          supported ? /^(page|invalid_request_object|invalid_request)$/ : /^request_not_supported$/,
        )
      },
    },
  })

  scenario({
    id: 'oidc.op.authorization-parameters.no-scope',
    title: 'serves a request without scope by a default, or refuses it as invalid_scope',
    when: async ({ client, control }) => {
      control(await client.authorize())
      return { authorization: await client.authorize({ params: { scope: undefined } }) }
    },
    verify: {
      'RFC6749-3.3-default': ({ authorization, expect }) => {
        expect(authorization.kind).toBe('callback')
        expect(authorization.params.error ?? 'invalid_scope').toBe('invalid_scope')
      },
    },
  })

  scenario({
    id: 'oidc.op.authorization-parameters.request-uri',
    title: 'fetches no request object from an address that was not registered',
    when: async ({ op, client, control, newBrowser }) => {
      control(await client.authorize())
      const supported = members((await op.discovery()).json).request_uri_parameter_supported !== false
      const params = { request_uri: 'https://evil.example/request.jwt' }
      return { supported, refused: await client.authorize({ params, in: await newBrowser() }) }
    },
    verify: {
      'OIDCC-6.2': ({ supported, refused, expect }) => {
        const outcome = refused.kind === 'callback' ? refused.params.error : refused.kind
        expect(String(outcome)).toMatch(
          supported ? /^(page|invalid_request(_uri|_object)?)$/ : /^request_uri_not_supported$/,
        )
      },
    },
  })
})
