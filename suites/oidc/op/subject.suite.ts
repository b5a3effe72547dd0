import { describe } from 'vitest'
import { isSyntaxFault } from '#suites/kit/claims/fault.ts'
import { parseScopedIdentifier } from '#suites/kit/claims/subject.ts'
import { hasScope } from '#suites/kit/expected-claims.ts'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// What a service keys its users by: one user loses everything when it changes, another gains it when it repeats.
describe('Subject identifier', { tags: ['oidc', 'op', 'claims'] }, () => {
  scenario({
    id: 'oidc.op.subject.form',
    title: 'identifies the user by uniqueID@scope, in a scope of its own',
    given: {
      applies: ({ subject }) =>
        subject.form === 'scoped-hex' ? undefined : 'The subjects of this issuer carry no scope.',
    },
    when: async ({ op, client }) => {
      const { claims } = await op.verify((await client.login()).idToken ?? '')
      return {
        sub: String(claims.sub),
        parsed: parseScopedIdentifier(String(claims.sub)),
        scopes: op.profile.subject.scopes,
      }
    },
    verify: {
      'CLAIM-SUB': ({ parsed, scopes, expect }) => {
        expect(parsed).toEqual({ uniqueId: expect.any(String), scope: expect.any(String) })
        expect(scopes).toContain(isSyntaxFault(parsed) ? undefined : parsed.scope)
      },
      'AARC-G026-scoped': ({ parsed, expect }) => expect(parsed).toHaveProperty('scope'),
      'EDUPERSON-unique-id': ({ sub, expect }) => expect(sub).toMatch(/^[a-zA-Z0-9]{1,64}@[^@]{1,256}$/),
    },
  })

  scenario({
    id: 'oidc.op.subject.persistent',
    title: 'gives one user the same sub at every login, in every browser and at every client',
    given: { clients: ['web-two'] },
    when: async ({ op, client, clientAs, newBrowser }) => {
      const subjects: unknown[] = []
      for (const at of [client, client, clientAs('web-two')]) {
        const { idToken = '' } = await at.login({ in: await newBrowser() })
        subjects.push((await op.verify(idToken)).claims.sub)
      }
      return { subjects }
    },
    verify: {
      'CLAIM-SUB': ({ subjects, expect }) => {
        expect(subjects[0]).toEqual(expect.stringMatching(/./))
        expect(new Set(subjects).size, 'different subjects').toBe(1)
      },
    },
  })

  scenario({
    id: 'oidc.op.subject.two-with-one-address',
    title: 'gives two users with the same mail address two subs',
    given: { users: ['twin'] },
    when: async ({ op, client, user, userAs, newBrowser }) => {
      const subjectOf = async (as: typeof user) => {
        const { idToken = '' } = await client.login({ as, in: await newBrowser() })
        return (await op.verify(idToken)).claims.sub
      }
      const addresses = [user.attributes.email, userAs('twin').attributes.email]
      return { addresses, one: await subjectOf(user), other: await subjectOf(userAs('twin')) }
    },
    verify: {
      'CLAIM-SUB': ({ addresses, one, other, expect }) => {
        expect(addresses[0]).toBe(addresses[1])
        expect(one).toEqual(expect.stringMatching(/./))
        expect(other).not.toBe(one)
      },
    },
  })

  scenario({
    id: 'oidc.op.subject.opaque',
    title: 'writes neither name nor address of the user into the sub',
    when: async ({ op, client, user }) => {
      const { claims } = await op.verify((await client.login()).idToken ?? '')
      const { given_name = '', family_name = '', email = '' } = user.attributes
      const telling = [user.username, given_name, family_name, email, String(email).split('@')[0] ?? '']
      return {
        sub: String(claims.sub).toLowerCase(),
        telling: telling.map((word) => String(word).toLowerCase()).filter(Boolean),
      }
    },
    verify: {
      'CLAIM-SUB': ({ sub, telling, expect }) => {
        expect(sub).not.toBe('undefined')
        expect(listed(telling.filter((word) => sub.includes(word)))).toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.subject.voperson-id',
    title: 'repeats the sub as voperson_id when its scope was asked for',
    given: { needs: ['userinfo'], applies: hasScope('voperson_id') },
    when: async ({ client }) => ({
      told: members((await client.userinfo(await client.login({ scope: 'openid voperson_id' }))).json),
      without: members((await client.userinfo(await client.login({ scope: 'openid' }))).json),
    }),
    verify: {
      'CLAIM-SUB': ({ told, without, expect }) => {
        expect(told.voperson_id).toEqual(expect.any(String))
        expect(told.voperson_id).toBe(told.sub)
        expect(without).toHaveProperty('sub')
      },
    },
  })
})
