import { describe } from 'vitest'
import type { Profile } from '#suites/kit/contract.ts'
import { expectedClaims } from '#suites/kit/expected-claims.ts'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const ATTRIBUTE = 'userid_sec'
const NEEDS = ['userinfo'] as const

/** Names under which the secondary identifiers of a user are told: one for each generation of the software. */
const namesOf = ({ claims }: Profile): readonly string[] =>
  Object.keys(claims).filter((name) => claims[name]?.from === ATTRIBUTE)

const hasSecondaryIds = (profile: Profile): string | undefined =>
  namesOf(profile).length > 0 ? undefined : 'The issuer tells no secondary identifiers.'

/** The scope that releases identifiers of this type. */
const scopeFor = ({ scopes }: Profile, type: string): string | undefined =>
  Object.keys(scopes).find((name) => scopes[name]?.identifiers?.includes(type))

// The guide: an array of TYPE:value under an old name and a new one, and only with the scope for that type.
describe('Secondary identifiers', { tags: ['oidc', 'op', 'claims'] }, () => {
  for (const { type, role, title } of [
    { type: 'feide', role: 'plain', title: 'the Feide name of a member' },
    { type: 'nin', role: 'idporten', title: 'the national identity number of who came by ID-porten' },
    { type: 'guest', role: 'guest', title: 'the account of a guest' },
  ])
    scenario({
      id: `oidc.op.secondary-ids.${type}`,
      title: `tells ${title} as an array of TYPE:value, under every name that it promises`,
      given: { needs: NEEDS, user: role, applies: hasSecondaryIds },
      when: async ({ op, client, user, inapplicable }) => {
        const released = scopeFor(op.profile, type)
        if (released === undefined) return inapplicable(`No scope is for identifiers of the type ${type}.`)
        const login = await client.login({ scope: `openid ${released}` })
        const told = members((await client.userinfo(login)).json)
        const names = namesOf(op.profile).filter((name) => op.profile.scopes[released]?.claims.includes(name))
        return { told, names, expected: user.attributes[ATTRIBUTE] }
      },
      verify: {
        'CLAIM-FEIDE': ({ told, names, expected, expect }) => {
          expect(names.length, 'names').toBeGreaterThan(0)
          for (const name of names) {
            expect(told[name], name).toEqual(expected)
            expect(
              [told[name]].flat().every((value) => String(value).startsWith(`${type}:`)),
              name,
            ).toBe(true)
          }
        },
      },
    })

  scenario({
    id: 'oidc.op.secondary-ids.without-scope',
    title: 'tells no secondary identifier without the scope for it, and none of another type',
    given: { needs: NEEDS, user: 'idporten', applies: hasSecondaryIds },
    when: async ({ op, client, control }) => {
      const tell = async (type?: string) => {
        const scope = ['openid', type === undefined ? undefined : scopeFor(op.profile, type)].filter(Boolean).join(' ')
        return members(control(await client.userinfo(await client.login({ scope }))).json)
      }
      const names = namesOf(op.profile)
      const among = (told: object) => names.filter((name) => name in told)
      return { own: among(await tell('nin')), plain: among(await tell()), other: among(await tell('feide')) }
    },
    verify: {
      'CLAIM-FEIDE': ({ own, plain, other, expect }) => {
        expect(own.length, 'names under which they are told with the scope').toBeGreaterThan(0)
        expect(listed(plain), 'told with openid alone').toBe('none')
        expect(listed(other), 'told with the scope for another type').toBe('none')
      },
    },
  })
})

// What schools agreed to hand over: these facts by these names, in these shapes, and no others.
describe('What userinfo tells of a user of several accounts, or of few words', {
  tags: ['oidc', 'op', 'claims'],
}, () => {
  for (const { id, role, scope, title } of [
    { id: 'profile', role: 'plain', scope: 'openid profile', title: 'name and picture with profile' },
    { id: 'email', role: 'plain', scope: 'openid email', title: 'email and email_verified with email' },
    { id: 'openid', role: 'plain', scope: 'openid', title: 'nothing but who it is with openid alone' },
    {
      id: 'minimal',
      role: 'minimal',
      scope: 'openid profile email',
      title: 'what there is of a user without a picture',
    },
    { id: 'non-ascii', role: 'non-ascii', scope: 'openid profile', title: 'a name in letters from all over Europe' },
    { id: 'markup', role: 'markup', scope: 'openid profile', title: 'a name full of markup, as it is' },
    { id: 'everything', role: 'plain', scope: '*', title: 'everything to a service that asks for everything' },
  ])
    scenario({
      id: `oidc.op.told-claims.${id}`,
      title: `tells ${title}, and nothing that was not asked for`,
      given: { needs: NEEDS, user: role, client: 'groups', applies: hasSecondaryIds },
      when: async ({ op, client, user }) => {
        const asked = scope === '*' ? Object.keys(op.profile.scopes).join(' ') : scope
        const login = await client.login({ scope: asked })
        const granted = String(login.body.scope ?? asked).split(' ')
        const answer = await client.userinfo(login)
        const { claims } = await op.verify(login.idToken ?? '')
        return { answer, sub: claims.sub, expected: expectedClaims(op.profile, user, granted, 'userinfo') }
      },
      verify: {
        'CLAIM-FEIDE': ({ answer, sub, expected, expect }) => {
          const { aud: _audience, ...told } = members(answer.json)
          expect(answer.status).toBe(200)
          expect(told).toEqual({ ...expected, sub })
        },
      },
    })

  scenario({
    id: 'oidc.op.told-claims.two-accounts',
    title: 'keeps two accounts of one person apart, though name and address are the same',
    given: { needs: NEEDS, users: ['twin'], applies: hasSecondaryIds },
    when: async ({ client, userAs, control, newBrowser }) => {
      const scope = 'openid profile email'
      const one = control(await client.userinfo(await client.login({ scope })))
      const login = await client.login({ scope, as: userAs('twin'), in: await newBrowser() })
      return { one: members(one.json), other: members((await client.userinfo(login)).json) }
    },
    verify: {
      'CLAIM-FEIDE': ({ one, other, expect }) => {
        expect(other).toMatchObject({ name: one.name, email: one.email, sub: expect.any(String) })
        expect(other.sub).not.toBe(one.sub)
      },
    },
  })

  scenario({
    id: 'oidc.op.told-claims.same-everywhere',
    title: 'calls a user by the same identifier at every service',
    given: { needs: NEEDS, clients: ['web-two'], applies: hasSecondaryIds },
    when: async ({ client, clientAs, control }) => {
      const one = control(await client.userinfo(await client.login()))
      const other = await clientAs('web-two').userinfo(await clientAs('web-two').login())
      return { one: members(one.json).sub, other: members(other.json).sub }
    },
    verify: {
      'CLAIM-FEIDE': ({ one, other, expect }) => {
        expect(one).toEqual(expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/))
        expect(other).toBe(one)
      },
    },
  })
})
