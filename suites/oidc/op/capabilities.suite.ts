import { describe } from 'vitest'
import { listed, members, strings, words } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// Two judgements each: it announces what the profile promises, and what it announces is known where it is used.
describe('Announced capabilities', { tags: ['oidc', 'op', 'discovery'] }, () => {
  for (const [subject, member] of [
    ['grant types', 'grant_types_supported'],
    ['response types', 'response_types_supported'],
    ['response modes', 'response_modes_supported'],
    ['scopes', 'scopes_supported'],
    ['PKCE methods', 'code_challenge_methods_supported'],
    ['client authentication methods', 'token_endpoint_auth_methods_supported'],
  ] as const)
    scenario({
      id: `oidc.op.capabilities.${subject.toLowerCase().replaceAll(' ', '-')}`,
      title: `announces the ${subject} that the profile promises`,
      when: async ({ op }) => ({
        announced: strings((await op.discovery()).json, member),
        promised: strings(op.profile.discovery.members, member),
      }),
      verify: {
        'DISC-CAPABILITIES': ({ announced, promised, expect }) => expect(listed(announced)).toBe(listed(promised)),
      },
    })

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

  scenario({
    id: 'oidc.op.capabilities.scopes-granted',
    title: 'grants every scope that it announces to a client that may have it',
    when: async ({ op, client }) => {
      const announced = strings((await op.discovery()).json, 'scopes_supported')
      const wanted = announced.filter((scope) => scope in op.profile.scopes)
      const tokens = await client.login({ scope: wanted.join(' ') })
      return { wanted, granted: words(tokens.body, 'scope'), said: 'scope' in tokens.body }
    },
    verify: {
      // RFC 6749 section 5.1: no `scope` in the answer means that all of it was granted.
      'DISC-CAPABILITIES': ({ wanted, granted, said, expect }) => {
        expect(wanted).toContain('openid')
        const missing = said ? wanted.filter((scope) => !granted.includes(scope)) : []
        expect(listed(missing), 'announced, asked for, not granted').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.capabilities.signing-algorithms',
    title: 'signs the ID token with an algorithm that it announces',
    when: async ({ op, client }) => {
      const { idToken } = await client.login()
      const { header } = await op.verify(idToken ?? '')
      return { header, announced: strings((await op.discovery()).json, 'id_token_signing_alg_values_supported') }
    },
    verify: {
      'DISC-CAPABILITIES': ({ header, announced, expect }) => expect(announced).toContain(header.alg),
    },
  })

  scenario({
    id: 'oidc.op.capabilities.assertion-algorithms',
    title: 'says which algorithms client assertions may be signed with, none not among them',
    given: { needs: ['private-key-jwt'] },
    when: async ({ op }) => ({ document: members((await op.discovery()).json) }),
    verify: {
      'RFC8414-2-signing-alg': ({ document, expect }) => {
        const algorithms = strings(document, 'token_endpoint_auth_signing_alg_values_supported')
        expect(algorithms).toContain('RS256')
        expect(algorithms).not.toContain('none')
      },
    },
  })
})
