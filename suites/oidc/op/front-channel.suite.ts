import { describe } from 'vitest'
import { leftHalfHash } from '#suites/kit/hashes.ts'
import { scenario } from '#suites/kit/scenario.ts'

// OpenID Connect Core 3.3: what travels through the browser has to be bound to what was asked.
describe('ID tokens by way of the browser', { tags: ['oidc', 'op', 'id-token'] }, () => {
  scenario({
    id: 'oidc.op.front-channel.c-hash',
    title: 'binds an ID token from the front channel to the code beside it',
    given: { needs: ['hybrid'], client: 'hybrid' },
    when: async ({ op, client, control }) => {
      const { params, code = '' } = control(
        await client.authorize({ params: { response_type: 'code id_token', nonce: 'c-hash' } }),
      )
      const { header, claims, problem } = await op.verify(params.id_token ?? '')
      return { problem, found: claims.c_hash, expected: leftHalfHash(header.alg, code) }
    },
    verify: {
      'OIDCC-3.3.2.11-c_hash': ({ problem, found, expected, expect }) => {
        expect(problem).toBeUndefined()
        expect(found).toBe(expected)
      },
      'IDT-CLAIMS': ({ found, expected, expect }) => expect(found).toBe(expected),
    },
  })

  scenario({
    id: 'oidc.op.front-channel.hybrid',
    title: 'brings code and ID token in the fragment, and for the code tokens of the same user',
    given: { needs: ['hybrid'], client: 'hybrid' },
    when: async ({ op, client }) => {
      const authorization = await client.authorize({ params: { response_type: 'code id_token', nonce: 'hybrid' } })
      const tokens = authorization.code ? await client.exchange(authorization) : undefined
      const [front, back] = [authorization.params.id_token ?? '', tokens?.idToken ?? '']
      return { authorization, tokens, front: await op.verify(front), back: await op.verify(back) }
    },
    verify: {
      'DISC-CAPABILITIES': ({ authorization, tokens, front, back, expect }) => {
        expect(authorization).toBeCallback()
        expect(authorization.carriedBy).toBe('fragment')
        expect(tokens).toBeTokenSuccess()
        expect(front.claims).toMatchObject({ sub: expect.any(String), nonce: 'hybrid' })
        expect(back.claims.sub).toBe(front.claims.sub)
      },
    },
  })

  scenario({
    id: 'oidc.op.front-channel.nonce',
    title: 'refuses to send an ID token through the browser without a nonce',
    given: { needs: ['hybrid'], client: 'hybrid' },
    when: async ({ client, control, newBrowser }) => {
      const params = { response_type: 'code id_token', nonce: 'front-channel' }
      control(await client.authorize({ params }))
      return { refused: await client.authorize({ params: { ...params, nonce: undefined }, in: await newBrowser() }) }
    },
    verify: {
      'OIDCC-3.2.2.1-nonce': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('invalid_request', 'authorization.nonce-missing'),
    },
  })

  scenario({
    id: 'oidc.op.front-channel.no-token-in-query',
    title: 'puts no token into the query, even when asked to',
    given: { needs: ['hybrid'], client: 'hybrid' },
    when: async ({ client, control, newBrowser }) => {
      const params = { response_type: 'code id_token', nonce: 'front-channel' }
      control(await client.authorize({ params }))
      return {
        refused: await client.authorize({ params: { ...params, response_mode: 'query' }, in: await newBrowser() }),
      }
    },
    verify: {
      'OIDCC-3.2.2.5': ({ refused, expect }) => {
        const inQuery = refused.carriedBy === 'query' ? Object.keys(refused.params) : []
        expect(inQuery).not.toContain('id_token')
      },
    },
  })

  scenario({
    id: 'oidc.op.front-channel.at-hash',
    title: 'binds an ID token from the front channel to the access token beside it, both in the fragment',
    given: { needs: ['implicit'], client: 'implicit' },
    when: async ({ op, client, control }) => {
      const params = { response_type: 'id_token token', nonce: 'at-hash' }
      const { params: came, carriedBy } = control(await client.authorize({ pkce: 'none', params }))
      const idToken = await op.verify(came.id_token ?? '')
      return { carriedBy, idToken, expected: leftHalfHash(idToken.header.alg ?? 'RS256', came.access_token ?? '') }
    },
    verify: {
      'OIDCC-3.2.2.5': ({ carriedBy, expect }) => expect(carriedBy).toBe('fragment'),
      'OIDCC-3.2.2.10-at_hash': ({ idToken, expected, expect }) => {
        expect(idToken).toBeVerified()
        expect(idToken.claims.at_hash).toBe(expected)
      },
    },
  })

  scenario({
    id: 'oidc.op.front-channel.id-token-alone',
    title: 'brings an ID token alone in the fragment where it announces that it does',
    given: {
      needs: ['implicit'],
      client: 'implicit',
      applies: ({ discovery }) =>
        [discovery.members.response_types_supported].flat().includes('id_token')
          ? undefined
          : 'The issuer announces no response_type id_token.',
    },
    when: async ({ op, client }) => {
      const params = { response_type: 'id_token', nonce: 'alone' }
      const authorization = await client.authorize({ pkce: 'none', params })
      return { authorization, idToken: await op.verify(authorization.params.id_token ?? '') }
    },
    verify: {
      'OIDCC-3.2.2.5': ({ authorization, idToken, expect }) => {
        expect(authorization.carriedBy).toBe('fragment')
        expect(authorization.params).not.toHaveProperty('access_token')
        expect(idToken).toBeVerified()
        expect(idToken.claims.nonce).toBe('alone')
      },
    },
  })

  scenario({
    id: 'oidc.op.front-channel.no-offline-access',
    title: 'gives no lasting access where no code is given, even when asked to',
    given: { needs: ['implicit', 'offline'], client: 'implicit' },
    when: async ({ client, control, newBrowser }) => {
      const params = { response_type: 'id_token token', nonce: 'offline' }
      control(await client.authorize({ pkce: 'none', params }))
      const scope = 'openid offline_access'
      return { authorization: await client.authorize({ pkce: 'none', params, scope, in: await newBrowser() }) }
    },
    verify: {
      'OIDCC-11-code-only': ({ authorization, expect }) => {
        expect(authorization.params).not.toHaveProperty('refresh_token')
        expect(String(authorization.params.scope ?? '')).not.toContain('offline_access')
      },
    },
  })
})
