import { describe } from 'vitest'
import { listed, strings } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// An announcement is a promise: each value has to be understood where it is used.
describe('What is announced is known', { tags: ['oidc', 'op', 'discovery'] }, () => {
  scenario({
    id: 'oidc.op.capabilities.grant-types-known',
    title: 'knows every grant type that it announces, and no invented one',
    when: async ({ op, client, control }) => {
      control(await client.login())
      // The implicit grant has no token request (RFC 6749 section 4.2).
      const announced = strings((await op.discovery()).json, 'grant_types_supported').filter(
        (grant) => grant !== 'implicit',
      )
      const answers = announced.map(async (grant) => {
        const { body } = await client.token({ grant_type: grant })
        return [grant, body.error] as const
      })
      const invented = await client.token({ grant_type: 'urn:example:grant-type:invented' })
      return { errors: Object.fromEntries(await Promise.all(answers)), invented }
    },
    verify: {
      'DISC-CAPABILITIES': ({ errors, expect }) => {
        expect(Object.keys(errors)).toContain('authorization_code')
        const unknown = Object.keys(errors).filter((grant) => errors[grant] === 'unsupported_grant_type')
        expect(listed(unknown), 'announced and then unsupported').toBe('none')
      },
      'RFC6749-5.2-unsupported_grant_type': ({ invented, expect }) =>
        expect(invented).toBeTokenError('unsupported_grant_type', 'token.grant-type-unsupported'),
    },
  })

  scenario({
    id: 'oidc.op.capabilities.response-types-known',
    title: 'knows every response type that it announces',
    when: async ({ op, client, newBrowser }) => {
      const announced = strings((await op.discovery()).json, 'response_types_supported')
      const answers = announced.map(async (type) => {
        const params = { response_type: type, nonce: 'capabilities' }
        const { kind, params: came } = await client.authorize({ params, in: await newBrowser() })
        return [type, kind === 'callback' ? came.error : kind] as const
      })
      return { errors: Object.fromEntries(await Promise.all(answers)) }
    },
    verify: {
      // A client may be registered for less than the issuer offers: `unauthorized_client` is an answer that knows it.
      'DISC-CAPABILITIES': ({ errors, expect }) => {
        expect(Object.keys(errors)).toContain('code')
        const refused = Object.entries(errors).filter(([, error]) => error && error !== 'unauthorized_client')
        expect(listed(refused.map((pair) => pair.join(': '))), 'announced and then refused').toBe('none')
      },
    },
  })

  for (const [subject, member, parameter, known] of [
    ['response-modes', 'response_modes_supported', 'response_mode', 'query'],
    ['pkce-methods', 'code_challenge_methods_supported', 'code_challenge_method', 'S256'],
  ] as const)
    scenario({
      id: `oidc.op.capabilities.${subject}-known`,
      title: `accepts every ${parameter} that it announces`,
      given: { applies: (profile) => (member in profile.discovery.members ? undefined : `It announces no ${member}.`) },
      when: async ({ op, client, random, newBrowser }) => {
        const announced = strings((await op.discovery()).json, member)
        const answers = announced.map(async (value) => {
          const params = { code_challenge: random.unreserved(43), code_challenge_method: 'S256', [parameter]: value }
          const { kind, params: came } = await client.authorize({ pkce: 'none', params, in: await newBrowser() })
          return [value, came.error ?? kind] as const
        })
        return { outcomes: Object.fromEntries(await Promise.all(answers)) }
      },
      verify: {
        'DISC-CAPABILITIES': ({ outcomes, expect }) => {
          expect(Object.keys(outcomes)).toContain(known)
          const refused = Object.entries(outcomes).filter(([, outcome]) => outcome !== 'callback')
          expect(listed(refused.map((pair) => pair.join(': '))), 'announced and then refused').toBe('none')
        },
      },
    })
})
