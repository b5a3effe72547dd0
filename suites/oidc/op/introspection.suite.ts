import { describe } from 'vitest'
import { forged, tampered } from '#suites/kit/forgery.ts'
import { members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 7662: an API asks the issuer what it thinks of a token, so the issuer has to know who asks.
describe('Introspection', { tags: ['oidc', 'op', 'introspection'] }, () => {
  for (const { method, role, needs } of [
    { method: 'client_secret_basic', role: 'web', needs: 'client-secret-basic' },
    { method: 'client_secret_post', role: 'web-post', needs: 'client-secret-post' },
    { method: 'client_secret_jwt', role: 'web-secret-jwt', needs: 'client-secret-jwt' },
    { method: 'private_key_jwt', role: 'web-private-key', needs: 'private-key-jwt' },
  ] as const)
    scenario({
      id: `oidc.op.introspection.${method.replaceAll('_', '-')}`,
      title: `tells a client that authenticates by ${method} about its token`,
      given: { needs: ['introspection', needs], client: role },
      when: async ({ client }) => {
        const { accessToken = '' } = await client.login()
        return { answer: await client.introspect(accessToken, { auth: method }) }
      },
      verify: {
        'INTRO-CONFIDENTIAL': ({ answer, expect }) => {
          expect(answer.status).toBe(200)
          expect(members(answer.json).active).toBe(true)
        },
        'RFC7662-2.2-active': ({ answer, expect }) => expect(members(answer.json).active).toBe(true),
      },
    })

  scenario({
    id: 'oidc.op.introspection.public-client',
    title: 'tells a public client nothing, not even about its own token',
    given: { needs: ['introspection', 'public-clients'], client: 'public', clients: ['web'] },
    when: async ({ client, clientAs, control, newBrowser }) => {
      const confidential = clientAs('web')
      const own = await confidential.login({ in: await newBrowser() })
      control(await confidential.introspect(own.accessToken ?? ''))
      const { accessToken = '' } = await client.login()
      return { refused: await client.introspect(accessToken) }
    },
    verify: {
      'INTRO-PUBLIC': ({ refused, expect }) => {
        expect(refused).toBeTokenError('invalid_request', 'introspection.public-client')
        expect(members(refused.json)).not.toHaveProperty('active')
      },
    },
  })

  for (const { id, title, options, intrusive } of [
    { id: 'no-credentials', title: 'that does not authenticate', options: { auth: 'none' }, intrusive: undefined },
    {
      id: 'wrong-secret',
      title: 'that has a wrong secret',
      options: { secret: 'not-the-secret' },
      intrusive: true,
    },
  ] as const)
    scenario({
      id: `oidc.op.introspection.${id}`,
      title: `tells nothing to a confidential client ${title}`,
      given: { needs: ['introspection'], intrusive },
      when: async ({ client, control }) => {
        const { accessToken = '' } = await client.login()
        control(await client.introspect(accessToken))
        return { refused: await client.introspect(accessToken, options) }
      },
      verify: {
        'RFC7662-2.1': ({ refused, expect }) => {
          expect(refused).toBeTokenError('invalid_client', 'introspection.unauthenticated')
          expect(members(refused.json)).not.toHaveProperty('active')
        },
      },
    })

  for (const { id, title, bend } of [
    { id: 'made-up', title: 'that it never gave', bend: () => 'aai-conformance-made-this-up' },
    { id: 'tampered', title: 'with one character changed', bend: tampered },
    { id: 'forged', title: 'that somebody else has signed', bend: (token: string) => forged(token) },
  ])
    scenario({
      id: `oidc.op.introspection.${id}`,
      title: `says of a token ${title} only that it is not active`,
      given: { needs: ['introspection'] },
      when: async ({ client, control }) => {
        const { accessToken = '' } = await client.login()
        control(await client.introspect(accessToken))
        return { answer: await client.introspect(await bend(accessToken)) }
      },
      verify: {
        'INTRO-INACTIVE': ({ answer, expect }) => expect(answer.json).toEqual({ active: false }),
        'RFC7662-2.2-inactive': ({ answer, expect }) => expect(answer.json).toEqual({ active: false }),
      },
    })

  scenario({
    id: 'oidc.op.introspection.expired',
    title: 'says of an expired token only that it is not active',
    given: { needs: ['introspection'] },
    when: async ({ op, client, control, time }) => {
      const tokens = await client.login()
      control(await client.introspect(tokens.accessToken ?? ''))
      await time.elapse(tokens, op.profile.lifetimes.accessToken + 2)
      return { answer: await client.introspect(tokens.accessToken ?? '') }
    },
    verify: {
      'INTRO-INACTIVE': ({ answer, expect }) => expect(answer.json).toEqual({ active: false }),
      'RFC7662-2.2-inactive': ({ answer, expect }) => expect(answer.json).toEqual({ active: false }),
    },
  })

  scenario({
    id: 'oidc.op.introspection.revoked',
    title: 'says of a revoked token only that it is not active',
    given: { needs: ['introspection', 'revocation'] },
    when: async ({ client, control }) => {
      const { accessToken = '' } = await client.login()
      control(await client.introspect(accessToken))
      control(await client.revoke(accessToken))
      return { answer: await client.introspect(accessToken) }
    },
    verify: {
      'INTRO-INACTIVE': ({ answer, expect }) => expect(answer.json).toEqual({ active: false }),
      'RFC7662-2.2-inactive': ({ answer, expect }) => expect(answer.json).toEqual({ active: false }),
    },
  })
})
