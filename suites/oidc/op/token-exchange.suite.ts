import { describe } from 'vitest'
import { members, words } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const TYPE = 'urn:ietf:params:oauth:token-type:'

// RFC 8693: a service that was called with the token of another goes on in the name of the same user.
describe('Token exchange', { tags: ['oidc', 'op', 'token-exchange'] }, () => {
  scenario({
    id: 'oidc.op.token-exchange.tokens',
    title: 'gives a client a token of its own for that of another, of the same user',
    given: { needs: ['token-exchange', 'jwt-access-token'], client: 'exchanger', clients: ['web'] },
    when: async ({ op, client, clientAs }) => {
      const login = await clientAs('web').login()
      const tokens = await client.exchangeToken(login)
      const user = await op.verify(login.idToken ?? '')
      return { tokens, user, token: await op.verify(tokens.accessToken ?? ''), id: client.id }
    },
    verify: {
      'TX-HAPPY': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
      'TX-SAME-USER': ({ tokens, user, token, id, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(token.claims.sub).toBe(user.claims.sub)
        expect(token.claims.azp ?? token.claims.client_id).toBe(id)
      },
    },
  })

  scenario({
    id: 'oidc.op.token-exchange.userinfo',
    title: 'gives a token with which the client learns of the same user',
    given: { needs: ['token-exchange', 'userinfo'], client: 'exchanger', clients: ['web'] },
    when: async ({ op, client, clientAs, control }) => {
      const login = await clientAs('web').login()
      const tokens = control(await client.exchangeToken(login, { params: { scope: 'openid' } }))
      return { user: await op.verify(login.idToken ?? ''), userinfo: await client.userinfo(tokens) }
    },
    verify: {
      'TX-SAME-USER': ({ user, userinfo, expect }) => {
        expect(user.claims.sub).toEqual(expect.any(String))
        expect(members(userinfo.json).sub).toBe(user.claims.sub)
      },
    },
  })

  scenario({
    id: 'oidc.op.token-exchange.audience',
    title: 'gives a token for the client that audience names',
    given: {
      needs: ['token-exchange', 'jwt-access-token'],
      client: 'exchanger',
      clients: ['web', 'resource'],
    },
    when: async ({ op, client, clientAs }) => {
      const audience = clientAs('resource').id
      const tokens = await client.exchangeToken(await clientAs('web').login(), { params: { audience } })
      return { tokens, token: await op.verify(tokens.accessToken ?? ''), audience }
    },
    verify: {
      'TX-HAPPY': ({ tokens, token, audience, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect([token.claims.aud].flat(), 'aud').toContain(audience)
      },
      'RFC9700-2.3': ({ token, audience, expect }) => expect([token.claims.aud].flat(), 'aud').toContain(audience),
    },
  })

  scenario({
    id: 'oidc.op.token-exchange.all-scopes',
    title: 'gives all scopes of the token where none is asked for',
    given: { needs: ['token-exchange'], client: 'exchanger', clients: ['web'] },
    when: async ({ client, clientAs }) => {
      const login = await clientAs('web').login({ scope: 'openid profile email' })
      return { tokens: await client.exchangeToken(login) }
    },
    verify: {
      'TX-SCOPE': ({ tokens, expect }) => expect(words(tokens.body, 'scope')).toEqual(['email', 'openid', 'profile']),
    },
  })

  scenario({
    id: 'oidc.op.token-exchange.fewer-scopes',
    title: 'gives fewer scopes than the token had, where fewer are asked for',
    given: { needs: ['token-exchange'], client: 'exchanger', clients: ['web'] },
    when: async ({ client, clientAs }) => {
      const login = await clientAs('web').login({ scope: 'openid profile email' })
      return { tokens: await client.exchangeToken(login, { params: { scope: 'openid email' } }) }
    },
    verify: {
      'TX-SCOPE': ({ tokens, expect }) => expect(words(tokens.body, 'scope')).toEqual(['email', 'openid']),
    },
  })

  scenario({
    id: 'oidc.op.token-exchange.more-scopes',
    title: 'gives no scope that the token did not have',
    given: { needs: ['token-exchange'], client: 'exchanger', clients: ['web'] },
    when: async ({ client, clientAs, control }) => {
      const login = await clientAs('web').login({ scope: 'openid email' })
      control(await client.exchangeToken(login))
      return { tokens: await client.exchangeToken(login, { params: { scope: 'openid email profile' } }) }
    },
    verify: {
      'TX-SCOPE': ({ tokens, expect }) => expect(words(tokens.body, 'scope')).not.toContain('profile'),
    },
  })

  scenario({
    id: 'oidc.op.token-exchange.issued-type',
    title: 'says what kind of token it gave',
    given: { needs: ['token-exchange'], client: 'exchanger' },
    when: async ({ client, control }) => ({ tokens: control(await client.exchangeToken(await client.login())) }),
    verify: {
      'RFC8693-2.2.1': ({ tokens, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(tokens.body.issued_token_type, 'issued_token_type').toEqual(expect.stringContaining(TYPE))
      },
    },
  })
})
