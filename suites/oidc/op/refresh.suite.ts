import { describe } from 'vitest'
import { members, words } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 6 and OpenID Connect Core 12: how a service stays with a user who has gone.
describe('Refresh', { tags: ['oidc', 'op', 'refresh'] }, () => {
  scenario({
    id: 'oidc.op.refresh.confidential',
    title: 'gives a confidential client a new access token, and an ID token for the same user',
    given: { needs: ['refresh'], client: 'refresh' },
    when: async ({ op, client }) => {
      const tokens = await client.login()
      const again = await client.refresh(tokens, { params: { scope: 'openid' } })
      const [before, after] = [await op.verify(tokens.idToken ?? ''), await op.verify(again.idToken ?? '')]
      return { tokens, again, before: before.claims, after, clientId: client.id }
    },
    verify: {
      'REFRESH-HAPPY': ({ tokens, again, before, after, expect }) => {
        expect(again).toBeTokenSuccess()
        expect(again.accessToken).toEqual(expect.any(String))
        expect(again.accessToken).not.toBe(tokens.accessToken)
        expect(after).toBeVerified()
        expect(after.claims).toMatchObject({ sub: before.sub, iss: before.iss, aud: before.aud })
      },
      'OIDCC-12.2-same': ({ before, after, clientId, expect }) => {
        expect(after.claims).toMatchObject({ sub: before.sub, iss: before.iss })
        expect([after.claims.aud].flat()).toContain(clientId)
      },
      'OIDCC-12.2-auth_time': ({ before, after, expect }) =>
        expect(after.claims.auth_time ?? before.auth_time).toBe(before.auth_time),
      'OIDCC-12.2-nonce': ({ before, after, expect }) => expect(after.claims.nonce ?? before.nonce).toBe(before.nonce),
    },
  })

  scenario({
    id: 'oidc.op.refresh.usable',
    title: 'gives a token by refresh that userinfo takes, and a refresh token that refreshes again',
    given: { needs: ['refresh', 'userinfo'], client: 'refresh' },
    when: async ({ client, control }) => {
      const first = control(await client.refresh(await client.login()))
      return { userinfo: await client.userinfo(first), second: await client.refresh(first) }
    },
    verify: {
      'REFRESH-HAPPY': ({ userinfo, second, expect }) => {
        expect(userinfo.status).toBe(200)
        expect(second).toBeTokenSuccess()
      },
    },
  })

  scenario({
    id: 'oidc.op.refresh.public',
    title: 'gives a public client new tokens for its client_id alone',
    given: { needs: ['refresh', 'public-clients'], client: 'public-refresh' },
    when: async ({ client }) => ({ isPublic: client.isPublic, again: await client.refresh(await client.login()) }),
    verify: {
      'REFRESH-PUBLIC': ({ isPublic, again, expect }) => {
        expect(isPublic).toBe(true)
        expect(again).toBeTokenSuccess()
        expect(again.accessToken).toEqual(expect.any(String))
      },
    },
  })

  scenario({
    id: 'oidc.op.refresh.narrower',
    title: 'narrows the scope on request',
    given: { needs: ['refresh', 'refresh-scope', 'userinfo'], client: 'refresh' },
    when: async ({ client, control }) => {
      const wide = control(await client.refresh(await client.login({ scope: 'openid email profile' })))
      const narrow = control(
        await client.refresh(await client.login({ scope: 'openid email profile' }), {
          params: { scope: 'openid email' },
        }),
      )
      const claims = async (tokens: typeof wide) => Object.keys(members((await client.userinfo(tokens)).json))
      return { wide: await claims(wide), narrow: await claims(narrow) }
    },
    verify: {
      'REFRESH-SCOPE': ({ wide, narrow, expect }) => {
        expect(wide).toContain('name')
        expect(narrow).toContain('email')
        expect(narrow).not.toContain('name')
      },
    },
  })

  scenario({
    id: 'oidc.op.refresh.wider',
    title: 'widens no scope, whatever the refresh asks for',
    given: { needs: ['refresh', 'userinfo'], client: 'refresh' },
    when: async ({ client, control }) => {
      control(await client.refresh(await client.login({ scope: 'openid email' })))
      const tokens = await client.login({ scope: 'openid' })
      const again = await client.refresh(tokens, { params: { scope: 'openid email' } })
      const claims = again.status === 200 ? members((await client.userinfo(again)).json) : {}
      return { before: words(tokens.body, 'scope'), again, claims }
    },
    verify: {
      'REFRESH-SCOPE': ({ before, again, claims, expect }) => {
        expect(before).not.toContain('email')
        expect(words(again.body, 'scope')).not.toContain('email')
        expect(claims).not.toHaveProperty('email')
        expect(again.body.error ?? 'invalid_scope').toBe('invalid_scope')
      },
      'RFC6749-6-scope': ({ again, expect }) => expect(words(again.body, 'scope')).not.toContain('email'),
    },
  })
})
