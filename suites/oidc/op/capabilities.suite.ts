import { describe } from 'vitest'
import { listed, members, strings, words } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// What is announced is what the profile promises: a client that configures itself believes it.
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
