import { describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import {
  apiFor,
  apiScopesOf,
  apisFor,
  apiWithOwner,
  closedApiFor,
  hasApiWithOwner,
  levelsFor,
  machineIsNobody,
  machineIsTold,
  scopeOf,
  usesApis,
} from './apis.ts'

const feide = loadProfile('feide')
const beta = loadProfile('openaire-beta')

describe('APIs of third parties', () => {
  test('are open to the client whose registration names their scope', () => {
    expect(apisFor(feide, 'exchanger').map(({ name }) => name)).toEqual(['library', 'grades'])
    expect(apisFor(feide, 'web')).toEqual([])
    expect(closedApiFor(feide, 'exchanger')?.name).toBe('canteen')
  })

  test('of several the one with levels of access is taken, of which the client has some', () => {
    const api = apiFor(feide, 'exchanger')
    expect(api.name).toBe('library')
    expect(levelsFor(feide, 'exchanger', api)).toEqual(['loans'])
    expect(levelsFor(feide, 'exchanger', api, false)).toEqual(['admin'])
    expect([scopeOf(api), scopeOf(api, 'loans')]).toEqual(['gk_library', 'gk_library_loans'])
    expect(apiScopesOf(feide, 'service')).toEqual(['gk_library', 'gk_library_loans'])
  })

  test('behind some stands another client', () => {
    expect(apiWithOwner(feide, 'exchanger')).toMatchObject({ api: { name: 'library' }, owner: 'data-source' })
    expect(hasApiWithOwner('exchanger')(feide)).toBeUndefined()
    expect(hasApiWithOwner('web')(feide)).toContain('stands behind an API')
  })

  test('an issuer or a client without them is told so', () => {
    expect(usesApis('exchanger', 2)(feide)).toBeUndefined()
    expect(usesApis('service', 2)(feide)).toContain('fewer APIs')
    expect(usesApis('service')(beta)).toContain('fewer APIs')
  })
})

test('userinfo tells of a machine where it may ask for openid', () => {
  expect([machineIsTold(beta), machineIsNobody(feide)]).toEqual([undefined, undefined])
  expect(machineIsTold(feide)).toContain('cannot ask for openid')
  expect(machineIsNobody(beta)).toContain('may ask for openid')
})
