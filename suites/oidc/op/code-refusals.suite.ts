import { describe } from 'vitest'
import { tampered } from '#suites/kit/forgery.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 10.6: a code is bound to the request that it answers, to the character.
describe('Codes that were never given like this', { tags: ['oidc', 'op', 'code'] }, () => {
  for (const { id, title, redirectUri } of [
    { id: 'redirect-uri-missing', title: 'without the redirect_uri of its request', redirectUri: () => null },
    { id: 'redirect-uri-empty', title: 'with an empty redirect_uri', redirectUri: () => '' },
    {
      id: 'redirect-uri-other',
      title: 'with another redirect_uri than its request',
      redirectUri: (uri: string) => `${uri}/other`,
    },
    {
      id: 'redirect-uri-query',
      title: 'with a query behind the redirect_uri of its request',
      redirectUri: (uri: string) => `${uri}?a=b`,
    },
  ])
    scenario({
      id: `oidc.op.code.${id}`,
      title: `refuses a code ${title}`,
      when: async ({ client, control }) => {
        control(await client.login())
        const authorization = control(await client.authorize())
        return { refused: await client.exchange(authorization, { redirectUri: redirectUri(client.redirectUri) }) }
      },
      verify: {
        'CODE-REDIRECT-TOKEN': ({ refused, expect }) =>
          expect(refused).toBeTokenError('invalid_grant', 'code.redirect-uri-mismatch'),
        'RFC6749-4.1.3-redirect_uri': ({ refused, expect }) => expect(refused.body).not.toHaveProperty('access_token'),
      },
    })

  for (const { id, title, bend } of [
    { id: 'made-up', title: 'that it never gave', bend: () => 'aai-conformance-made-this-up' },
    { id: 'tampered', title: 'with one character changed', bend: tampered },
    { id: 'longer', title: 'with something behind it', bend: (code: string) => `${code}A` },
    { id: 'empty', title: 'without any content', bend: () => '' },
  ])
    scenario({
      id: `oidc.op.code.${id}`,
      title: `refuses a code ${title}`,
      when: async ({ client, control }) => {
        control(await client.login())
        const { code = '' } = control(await client.authorize())
        return { refused: await client.exchange(bend(code)) }
      },
      verify: {
        'RFC6749-5.2-invalid_grant': ({ refused, expect }) => {
          expect(refused.status).toBe(400)
          expect(['invalid_grant', 'invalid_request']).toContain(refused.body.error)
        },
      },
    })
})
