import { describe } from 'vitest'
import { forged, tampered, unsigned } from '#suites/kit/forgery.ts'
import { header } from '#suites/kit/header.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6750 section 3: who holds no good token learns that, and nothing else.
describe('Tokens that userinfo refuses', { tags: ['oidc', 'op', 'userinfo'] }, () => {
  scenario({
    id: 'oidc.op.userinfo.no-token',
    title: 'challenges a request without a token, and names no error',
    given: { needs: ['userinfo'] },
    when: async ({ op, client, control }) => {
      control(await client.userinfo(await client.login()))
      return { refused: await op.request(op.endpoint('userinfo'), { label: 'userinfo request' }) }
    },
    verify: {
      'USERINFO-INVALID': ({ refused, expect }) => {
        expect(refused).toBeBearerError(null, 'userinfo.token-missing')
      },
      'RFC6750-3-challenge': ({ refused, expect }) => expect(header(refused, 'www-authenticate')).toMatch(/^Bearer\b/i),
      'RFC6750-3-no-code': ({ refused, expect }) => expect(header(refused, 'www-authenticate')).not.toMatch(/\berror=/),
    },
  })

  for (const { id, title, bend } of [
    { id: 'garbage', title: 'that is no token', bend: () => 'aai-conformance-made-this-up' },
    { id: 'tampered', title: 'with one character changed', bend: tampered },
    { id: 'forged', title: 'that somebody else has signed', bend: (token: string) => forged(token) },
    { id: 'unsigned', title: 'without a signature', bend: unsigned },
    {
      id: 'other-issuer',
      title: 'in which another issuer says who it is',
      bend: (token: string) => forged(token, { iss: 'https://op.evil.example' }),
    },
    { id: 'quotes', title: 'that would break out of the header of the answer', bend: () => '",error="none' },
  ])
    scenario({
      id: `oidc.op.userinfo.${id}`,
      title: `refuses an access token ${title}`,
      given: { needs: ['userinfo'] },
      when: async ({ client, control }) => {
        const tokens = await client.login()
        control(await client.userinfo(tokens))
        return { refused: await client.userinfo(await bend(tokens.accessToken ?? '')) }
      },
      verify: {
        'USERINFO-INVALID': ({ refused, expect }) =>
          expect(refused).toBeBearerError('invalid_token', 'userinfo.token-invalid'),
        'RFC6750-3.1-invalid_token': ({ refused, expect }) => expect(refused.status).toBe(401),
        'OIDCC-5.3.3': ({ refused, expect }) => expect(header(refused, 'www-authenticate')).toMatch(/^Bearer\b/i),
      },
    })

  for (const { id, title, token } of [
    { id: 'id-token', title: 'an ID token', token: 'idToken' },
    { id: 'refresh-token', title: 'a refresh token', token: 'refreshToken' },
  ] as const)
    scenario({
      id: `oidc.op.userinfo.${id}`,
      title: `refuses ${title} in the place of an access token`,
      given: { needs: ['userinfo', 'refresh'], client: 'refresh' },
      when: async ({ client, control }) => {
        const tokens = await client.login()
        control(await client.userinfo(tokens))
        return { sent: tokens[token], refused: await client.userinfo(tokens[token] ?? '') }
      },
      verify: {
        'USERINFO-INVALID': ({ sent, refused, expect }) => {
          expect(sent).toEqual(expect.any(String))
          expect(refused).toBeBearerError('invalid_token', 'userinfo.token-invalid')
        },
      },
    })

  scenario({
    id: 'oidc.op.userinfo.two-ways',
    title: 'refuses a token that comes in the header and in the form',
    given: { needs: ['userinfo', 'userinfo-post'] },
    when: async ({ op, client, control }) => {
      const tokens = await client.login()
      control(await client.userinfo(tokens, { method: 'POST' }))
      const headers = { authorization: `Bearer ${tokens.accessToken}` }
      const body = { access_token: tokens.accessToken ?? '' }
      return {
        refused: await op.request(op.endpoint('userinfo'), {
          method: 'POST',
          headers,
          body,
          label: 'userinfo request',
        }),
      }
    },
    verify: {
      'RFC6750-3.1-invalid_request': ({ refused, expect }) =>
        expect(refused).toBeBearerError('invalid_request', 'userinfo.two-methods'),
    },
  })
})
