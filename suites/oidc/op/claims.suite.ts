import { describe } from 'vitest'
import { expectedClaims, hasScope, tellingScopes } from '#suites/kit/expected-claims.ts'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// The attribute tables of the OpenAIRE guide, with the grammars of AARC, eduPerson, voPerson and ORCID.
describe('Claims about the user', { tags: ['oidc', 'op', 'claims'] }, () => {
  scenario({
    id: 'oidc.op.claims.names',
    title: 'tells the names of the user with the scope profile, each as one string',
    given: { needs: ['userinfo'], applies: hasScope('profile') },
    when: async ({ op, client, user }) => ({
      told: members((await client.userinfo(await client.login({ scope: 'openid profile' }))).json),
      expected: expectedClaims(op.profile, user, ['openid', 'profile'], 'userinfo'),
    }),
    verify: {
      'CLAIM-NAME': ({ told, expected, expect }) => {
        expect(expected).toHaveProperty('name')
        for (const claim of ['name', 'given_name', 'family_name'].filter((name) => name in expected))
          expect(told).toHaveProperty(claim, expected[claim])
      },
      'OIDCC-5.1-types': ({ told, expect }) => expect(told.name).toEqual(expect.any(String)),
    },
  })

  scenario({
    id: 'oidc.op.claims.names-non-ascii',
    title: 'tells names in every script as they are written',
    given: { needs: ['userinfo'], user: 'non-ascii', applies: hasScope('profile') },
    when: async ({ client, user }) => ({
      told: members((await client.userinfo(await client.login({ scope: 'openid profile' }))).json),
      name: user.attributes.name,
    }),
    verify: {
      'CLAIM-NAME': ({ told, name, expect }) => {
        expect(String(name)).toMatch(/[^\x20-\x7e]/)
        expect(told.name).toBe(name)
      },
    },
  })

  for (const role of ['plain', 'no-mail-verified'] as const)
    scenario({
      id: `oidc.op.claims.email-of-${role}`,
      title: `tells the mail address of ${role}, and as a boolean whether it was verified`,
      given: { needs: ['userinfo'], user: role, applies: hasScope('email') },
      when: async ({ client, user }) => ({
        told: members((await client.userinfo(await client.login({ scope: 'openid email' }))).json),
        expected: user.attributes,
      }),
      verify: {
        'CLAIM-EMAIL': ({ told, expected, expect }) => {
          expect(told).toHaveProperty('email', expected.email)
          expect(told).toHaveProperty('email_verified', expected.email_verified)
        },
        'OIDCC-5.1-types': ({ told, expect }) => expect(told.email_verified).toEqual(expect.any(Boolean)),
      },
    })

  scenario({
    id: 'oidc.op.claims.absent',
    title: 'leaves out what it does not know of a user, instead of sending it empty',
    given: { needs: ['userinfo'], user: 'minimal' },
    when: async ({ op, client, user }) => {
      const scopes = tellingScopes(op.profile)
      const told = members((await client.userinfo(await client.login({ scope: scopes.join(' ') }))).json)
      return {
        told,
        expected: ['sub', ...Object.keys(expectedClaims(op.profile, user, scopes, 'userinfo'))].toSorted(),
      }
    },
    verify: {
      'OIDCC-5.3.2-absent': ({ told, expect }) => {
        const empty = Object.entries(told).filter(
          ([, value]) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
        )
        expect(told).toHaveProperty('sub')
        expect(listed(empty.map(([claim]) => claim)), 'claims without a value').toBe('none')
      },
      'USERINFO-SCOPES': ({ told, expected, expect }) =>
        expect(listed(Object.keys(told).toSorted())).toBe(listed(expected)),
    },
  })

  scenario({
    id: 'oidc.op.claims.same-everywhere',
    title: 'says the same about the user in the ID token, the access token and userinfo',
    given: { needs: ['userinfo'] },
    when: async ({ op, client }) => {
      const tokens = await client.login({ scope: tellingScopes(op.profile).join(' ') })
      const told = members((await client.userinfo(tokens)).json)
      const names = ['sub', ...Object.keys(op.profile.claims)].filter((name) => name in told)
      const differing = async (jwt = '') => {
        const { claims } = await op.verify(jwt)
        return names.filter((name) => name in claims && JSON.stringify(claims[name]) !== JSON.stringify(told[name]))
      }
      return { told, idToken: await differing(tokens.idToken), accessToken: await differing(tokens.accessToken) }
    },
    verify: {
      'USERINFO-SUB': ({ told, idToken, accessToken, expect }) => {
        expect(told).toHaveProperty('sub')
        expect(listed(idToken), 'claims of the ID token that differ').toBe('none')
        expect(listed(accessToken), 'claims of the access token that differ').toBe('none')
      },
    },
  })
})
