import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 7009: what a service gives back when its user leaves, or when it fears for a token.
describe('Revocation', { tags: ['oidc', 'op', 'revocation'] }, () => {
  scenario({
    id: 'oidc.op.revocation.access-token',
    title: 'ends an access token that is revoked',
    given: { needs: ['revocation', 'userinfo'] },
    when: async ({ client, control }) => {
      const tokens = await client.login()
      control(await client.userinfo(tokens))
      control(await client.revoke(tokens.accessToken ?? ''))
      return { after: await client.userinfo(tokens) }
    },
    verify: {
      'REVOKE': ({ after, expect }) => expect(after).toBeBearerError('invalid_token', 'userinfo.token-invalid'),
    },
  })

  scenario({
    id: 'oidc.op.revocation.refresh-token',
    title: 'ends a refresh token that is revoked, and the access tokens of its grant with it',
    // As in refresh.revoked: what the client has of this user goes, wherever they are signed in.
    given: { needs: ['revocation', 'refresh', 'userinfo'], client: 'refresh', user: 'twin' },
    when: async ({ client, control }) => {
      const tokens = await client.login()
      control(await client.userinfo(tokens))
      const revoked = await client.revoke(tokens.refreshToken ?? '')
      return { revoked, refreshed: await client.refresh(tokens), userinfo: await client.userinfo(tokens) }
    },
    verify: {
      'RFC7009-2': ({ revoked, refreshed, expect }) => {
        expect(revoked.status).toBe(200)
        expect(refreshed.body).toHaveProperty('error', 'invalid_grant')
      },
      'RFC7009-2.1-cascade': ({ userinfo, expect }) => expect(userinfo.status).toBe(401),
    },
  })

  scenario({
    id: 'oidc.op.revocation.unknown-token',
    title: 'answers 200 to the revocation of a token that it never gave',
    given: { needs: ['revocation'] },
    when: async ({ client, random }) => ({ answer: await client.revoke(random.unreserved(40)) }),
    verify: {
      'REVOKE': ({ answer, expect }) => expect(answer.status).toBe(200),
      'RFC7009-2.2': ({ answer, expect }) => expect(answer.status).toBe(200),
    },
  })

  scenario({
    id: 'oidc.op.revocation.other-client',
    title: 'does not let a client revoke the token of another',
    given: { needs: ['revocation', 'userinfo'], clients: ['web-two'] },
    when: async ({ client, clientAs, control, newBrowser }) => {
      const other = clientAs('web-two')
      const own = await other.login({ in: await newBrowser() })
      control(await other.revoke(own.accessToken ?? ''))
      const tokens = control(await client.login())
      const refused = await other.revoke(tokens.accessToken ?? '')
      return { refused, userinfo: await client.userinfo(tokens) }
    },
    verify: {
      'RFC7009-2.1-client': ({ refused, userinfo, expect }) => {
        expect(refused).toBeTokenError('invalid_request', 'revocation.other-client')
        expect(userinfo.status, 'of userinfo for the token').toBe(200)
      },
    },
  })

  for (const { id, title, options, condition, intrusive } of [
    {
      id: 'no-credentials',
      title: 'that does not authenticate',
      options: { auth: 'none' },
      condition: 'client.secret-missing',
      intrusive: undefined,
    },
    {
      id: 'wrong-secret',
      title: 'that has a wrong secret',
      options: { secret: 'not-the-secret' },
      condition: 'client.secret-wrong',
      intrusive: true,
    },
  ] as const)
    scenario({
      id: `oidc.op.revocation.${id}`,
      title: `revokes nothing for a confidential client ${title}`,
      given: { needs: ['revocation', 'userinfo'], intrusive },
      when: async ({ client, control }) => {
        control(await client.revoke((await client.login()).accessToken ?? ''))
        const tokens = control(await client.login())
        const refused = await client.revoke(tokens.accessToken ?? '', options)
        return { refused, userinfo: await client.userinfo(tokens) }
      },
      verify: {
        'RFC7009-2.1-client': ({ refused, userinfo, expect }) => {
          expect(refused).toBeTokenError('invalid_client', condition)
          expect(userinfo.status, 'of userinfo for the token').toBe(200)
        },
      },
    })
})
