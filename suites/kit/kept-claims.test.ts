import { expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { keptClaims } from './kept-claims.ts'

const profile = loadProfile('openaire-production')
const claim = (from: string) => ({ from, type: 'string-array' as const, in: ['userinfo' as const] })
const old = { ...profile, claims: { edu_person_entitlements: claim('eduperson_entitlement'), nick: claim('nick') } }

test('a claim is found under its name of today, in any order of its values', () => {
  const [kept] = keptClaims(
    ['eduperson_entitlement'],
    { profile: old, userinfo: { edu_person_entitlements: ['b', 'a'] } },
    { profile, userinfo: { eduperson_entitlement: ['a', 'b'] } },
  )
  expect(kept).toEqual({
    before: 'edu_person_entitlements',
    after: 'eduperson_entitlement',
    value: ['a', 'b'],
    found: ['a', 'b'],
  })
})

test('a claim that nobody tells any more has no name', () => {
  const [kept] = keptClaims(['nick'], { profile: old, userinfo: { nick: 'ada' } }, { profile, userinfo: {} })
  expect(kept).toMatchObject({ after: '', found: undefined })
})

test('what was not told before is not missed', () => {
  expect(keptClaims(['nick'], { profile: old, userinfo: {} }, { profile, userinfo: {} })).toEqual([])
})
