import { describe } from 'vitest'
import { number } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// OpenID Connect Core section 2: from when until when it holds, and for this login only.
describe('Freshness of the ID token', { tags: ['oidc', 'op', 'id-token'] }, () => {
  scenario({
    id: 'oidc.op.id-token.nonce',
    title: 'carries the nonce of its own request, unchanged, and none when none was sent',
    given: { needs: ['nonce'] },
    when: async ({ op, client }) => {
      const nonce = 'n-0S6_WzA2Mj+/ "ü" =='
      const noted = await op.verify((await client.login({ params: { nonce } })).idToken ?? '')
      const plain = await op.verify((await client.login({ params: { nonce: undefined } })).idToken ?? '')
      return { nonce, noted: noted.claims, plain: plain.claims }
    },
    verify: {
      'OIDCC-2-nonce': ({ nonce, noted, expect }) => expect(noted.nonce).toBe(nonce),
      'IDT-CLAIMS': ({ nonce, noted, plain, expect }) => {
        expect(noted.nonce).toBe(nonce)
        expect(plain).not.toHaveProperty('nonce')
      },
    },
  })

  scenario({
    id: 'oidc.op.id-token.lifetime',
    title: 'gives the ID token the lifetime of the profile, by a clock that agrees with ours',
    when: async ({ op, client, time, note }) => {
      const { claims } = await op.verify((await client.login()).idToken ?? '')
      const lifetime = number(claims, 'exp') - number(claims, 'iat')
      const skew = Math.round(number(claims, 'iat') - time.now())
      note('ID token lifetime, seconds', lifetime)
      note('clock skew, seconds', skew)
      return { lifetime, skew, promised: op.profile.lifetimes.idToken }
    },
    verify: {
      'IDT-LIFETIME': ({ lifetime, skew, promised, expect }) => {
        expect(lifetime).toBe(promised)
        expect(Math.abs(skew), 'seconds between its clock and ours').toBeLessThanOrEqual(60)
      },
    },
  })

  scenario({
    id: 'oidc.op.id-token.fresh',
    title: 'gives every login an ID token of its own',
    when: async ({ client }) => ({ first: (await client.login()).idToken, second: (await client.login()).idToken }),
    verify: {
      'IDT-CLAIMS': ({ first, second, expect }) => {
        expect(first).toEqual(expect.any(String))
        expect(second).toEqual(expect.any(String))
        expect(second).not.toBe(first)
      },
    },
  })
})
