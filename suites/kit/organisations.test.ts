import { expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import type { User } from './contract.ts'
import { hasOrganisation, hasOrganisations, organisationOf, organisationsOn, titlesOf } from './organisations.ts'

const feide = loadProfile('feide')
const beta = loadProfile('openaire-beta')

const user = (username: string, home?: string): User => ({
  role: 'plain',
  username,
  attributes: home === undefined ? {} : { home_organisation: home },
})

const page = (text: string) => ({
  answer: { status: 200, headers: new Headers(), text, json: undefined, url: 'https://aai.example/' },
})

test('an issuer has organisations, of some kinds, or none', () => {
  expect(hasOrganisations(feide)).toBeUndefined()
  expect(hasOrganisations(beta)).toContain('no organisations')
  expect(hasOrganisation('idporten')(feide)).toBeUndefined()
  const without = { ...feide, organisations: feide.organisations?.filter(({ kind }) => kind !== 'idporten') }
  expect(hasOrganisation('idporten')(without)).toContain('idporten')
  expect(titlesOf(feide, 'idporten')).toEqual(['ID-porten'])
})

test('a user belongs where they say, else where their name says', () => {
  expect(organisationOf(feide, user('ada', 'storvik.example')).title).toBe('Storvik University College')
  expect(organisationOf(feide, user('ada@nordhavn.example')).title).toBe('Nordhavn University')
  expect(organisationOf(feide, user('ada@nowhere.example'))).toEqual({
    realm: 'nowhere.example',
    title: 'nowhere.example',
  })
})

test('a page names organisations in what it shows, not in its markup', () => {
  const markup = '<title>Log in with Nordhavn University</title><p data-x="Guest account">ID-porten</p>'
  expect(organisationsOn(feide, page(markup))).toEqual(['Nordhavn University', 'ID-porten'])
  expect(organisationsOn(beta, page(markup))).toEqual([])
})
