import { describe } from 'vitest'
import { members } from '#suites/kit/json.ts'
import { type KeptClaim, keptClaims } from '#suites/kit/kept-claims.ts'
import { citing, scenario } from '#suites/kit/scenario.ts'

type Kept = { readonly kept: readonly KeptClaim[] }

const kinds = [
  {
    id: 'name',
    title: 'the same name',
    cites: 'CLAIM-NAME',
    scope: 'openid profile',
    attributes: ['name', 'given_name', 'family_name'],
  },
  {
    id: 'email',
    title: 'the same e-mail address',
    cites: 'CLAIM-EMAIL',
    scope: 'openid email',
    attributes: ['email', 'email_verified'],
  },
  {
    id: 'affiliation',
    title: 'the same affiliations',
    cites: 'CLAIM-AFFILIATION',
    scope: 'openid voperson_external_affiliation',
    attributes: ['voperson_external_affiliation'],
  },
  {
    id: 'entitlement',
    title: 'the same groups',
    cites: 'CLAIM-ENTITLEMENT',
    scope: 'openid eduperson_entitlement',
    attributes: ['eduperson_entitlement'],
  },
] as const

// Everything that a service keeps about a person hangs on what did not change in the move.
describe('Users and machines before and after', { tags: ['migration', 'op', 'claims'] }, () => {
  scenario({
    id: 'migration.op.identity.subject',
    title: 'knows its users by the identifiers that they had before',
    given: { pair: 'predecessor', needs: ['userinfo'] },
    when: async ({ op, client, control, pair }) => {
      const before = control(await pair.client.userinfo(await pair.client.login()))
      const tokens = await client.login()
      const after = control(await client.userinfo(tokens))
      const { claims } = await op.verify(tokens.idToken ?? '')
      return { before: members(before.json).sub, after: members(after.json).sub, inIdToken: claims.sub }
    },
    verify: {
      'CLAIM-SUB': ({ before, after, inIdToken, expect }) => {
        expect(before, 'sub at the old issuer').toBeDefined()
        expect(after, 'sub at userinfo').toBe(before)
        expect(inIdToken, 'sub in the ID token').toBe(before)
      },
    },
  })

  for (const { id, title, cites, scope, attributes } of kinds)
    scenario({
      id: `migration.op.identity.${id}`,
      title: `tells ${title} as the issuer before it, in the claims that its documentation names`,
      given: { pair: 'predecessor', needs: ['userinfo'] },
      when: async ({ op, client, control, pair, note }) => {
        const before = control(await pair.client.userinfo(await pair.client.login({ scope })))
        const after = control(await client.userinfo(await client.login({ scope })))
        const old = { profile: pair.op.profile, userinfo: members(before.json) }
        const kept = keptClaims(attributes, old, { profile: op.profile, userinfo: members(after.json) })
        for (const claim of kept) if (claim.before !== claim.after) note(`claim ${claim.before} is now`, claim.after)
        return { kept }
      },
      verify: citing<Kept>(cites, ({ kept, expect }) => {
        expect(kept.length, 'claims at the old issuer').toBeGreaterThan(0)
        for (const { before, after, value, found } of kept) {
          expect(after, `the name of ${before} today`).not.toBe('')
          expect(found, after).toEqual(value)
        }
      }),
    })

  scenario({
    id: 'migration.op.identity.machine',
    title: 'names in client_id the machine that the issuer before it named in sub',
    given: { pair: 'predecessor', client: 'service', needs: ['client-credentials', 'introspection'] },
    when: async ({ op, client, control, pair }) => {
      const form = { grant_type: 'client_credentials' }
      const old = control(await pair.client.token(form))
      const before = control(await pair.client.introspect(old.accessToken ?? ''))
      const now = control(await client.token(form))
      const after = control(await client.introspect(now.accessToken ?? ''))
      return { before: members(before.json), after: members(after.json), scopes: op.profile.subject.scopes }
    },
    verify: {
      'CC-CLIENT-ID-CLAIM': ({ before, after, scopes, expect }) => {
        expect(after.client_id, 'client_id').toBe(before.sub)
        expect(after.sub, 'sub').not.toBe(before.sub)
        expect(scopes, `the scope of ${after.sub}`).toContain(String(after.sub).split('@')[1])
      },
    },
  })
})
