import { expect, it } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { expectedClaims, hasScope, tellingScopes } from './expected-claims.ts'

const profile = await loadProfile('openaire-beta')
const user = { role: 'plain', username: 'ada', attributes: { name: 'Ada', email: 'ada@example.org' } }

it('expects the claims of the scopes asked for, where the user has the attribute', () => {
  expect(expectedClaims(profile, user, ['openid', 'profile'], 'userinfo')).toEqual({ name: 'Ada' })
  expect(expectedClaims(profile, user, ['openid', 'email'], 'userinfo')).toEqual({ email: 'ada@example.org' })
})

it('expects a claim made from the subject without knowing its value', () => {
  const expected = expectedClaims(profile, user, ['voperson_id'], 'userinfo')
  expect(Object.keys(expected)).toEqual(['voperson_id'])
  expect(expected.voperson_id).toBeUndefined()
})

it('expects a claim only where the profile has it', () => {
  expect(expectedClaims(profile, user, ['profile'], 'id_token')).toEqual({})
})

it('expects what is granted to everybody', () => {
  const always = { ...profile, scopes: { ...profile.scopes, email: { claims: ['email'], always: true } } }
  expect(expectedClaims(always, user, [], 'userinfo')).toEqual({ email: 'ada@example.org' })
})

it('expects of identifiers those of the types that the scopes release', () => {
  const feide = loadProfile('feide')
  const attributes = { userid_sec: ['feide:ada@uni.example', 'nin:01819012345'] }
  const told = (...scopes: string[]) =>
    expectedClaims(feide, { ...user, attributes }, scopes, 'userinfo')['dataporten-userid_sec']
  expect(told('openid', 'userid-nin')).toEqual(['nin:01819012345'])
  expect(told('userid-feide', 'userid-nin')).toEqual(attributes.userid_sec)
  expect(told('userid-social')).toBeUndefined()
})

it('tells the scopes that an issuer lacks, and those that release nothing', () => {
  expect(hasScope('orcid')(profile)).toBeUndefined()
  expect(hasScope('unheard')(profile)).toBe('The issuer has no scope unheard.')
  expect(hasScope('offline_access')(profile)).toBe('The scope offline_access of this issuer releases no claim.')
})

it('reads claims by every scope but that for offline tokens', () => {
  const others = Object.keys(profile.scopes).filter((name) => name !== 'offline_access')
  expect(tellingScopes(profile)).toEqual(others)
})
