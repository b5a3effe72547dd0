import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadProfile } from './load.ts'
import { example, scratchFolder } from './scratch.ts'

const { folder, write, complaint, complaintAbout, remove } = scratchFolder()
afterAll(remove)

describe('a profile of one’s own', () => {
  test('loads from one file, relative to the folder given', () => {
    write('sub/mine.json', example('my-aai.json'))
    const loaded = loadProfile('sub/mine.json', folder)
    expect(loaded.id).toBe('my-aai')
    expect(loaded.clients.web?.consent).toBe(false)
    expect(loaded).not.toHaveProperty('$schema')
  })

  test('may extend one of ours: objects join, lists replace, null removes', () => {
    const { endpoints } = loadProfile('openaire-production')
    const text = example('like-openaire.json').replace(
      '"lifetimes"',
      '"endpoints": { "checkSession": null }, "lifetimes"',
    )
    write('mine.json', text)
    const loaded = loadProfile('mine.json', folder)
    expect(loaded).toMatchObject({ id: 'like-openaire', lifetimes: { accessToken: 900, idToken: 600 } })
    expect(loaded).not.toHaveProperty('extends')
    expect(loaded.subject).toEqual({ scopes: ['science.example'], form: 'scoped-hex' })
    expect(loaded.clients.web).toMatchObject({ clientId: 'my-service', auth: 'client_secret_basic' })
    expect(Object.keys(loaded.endpoints)).toEqual(Object.keys(endpoints).filter((name) => name !== 'checkSession'))
  })

  test('may keep clients, people and dialect in files next to it', () => {
    write('near/clients.json', JSON.stringify({ clients: JSON.parse(example('my-aai.json')).clients }))
    write('near/people.json', JSON.stringify({ people: JSON.parse(example('my-aai.json')).people }))
    write(
      'near/dialect.json',
      JSON.stringify({ id: 'own', title: 'Own', machine: 'keycloak', extends: 'keycloak-26', texts: {} }),
    )
    write(
      'near/mine.json',
      JSON.stringify({
        extends: 'openaire-beta',
        id: 'mine',
        clients: './clients.json',
        people: './people.json',
        dialect: './dialect.json',
      }),
    )
    const loaded = loadProfile('near/mine.json', folder)
    // Named files replace those of the base, so that no client of ours is let in unasked.
    expect(Object.keys(loaded.clients)).toEqual(['web', 'public'])
    expect(loaded.dialect).toBe(join(folder, 'near/dialect.json'))
  })
})

describe('a reference that leads nowhere', () => {
  test('a name like one of ours', () => {
    expect(complaintAbout('openaire-bta')).toMatch(
      /^There is no profile named "openaire-bta"; did you mean "openaire-beta"\? We have .*openaire-production.*; or give the path of a JSON file, such as \.\/openaire-bta\.json\.$/,
    )
  })

  test('a name like none of ours', () => {
    expect(complaintAbout('umbrella')).toMatch(/^There is no profile named "umbrella"; we have .*openaire-beta/)
  })

  test('a path', () => {
    expect(complaintAbout('./gone.json')).toBe(
      './gone.json: there is no such file (looked for a profile at gone.json).',
    )
    expect(complaintAbout('.')).toContain('it cannot be read (EISDIR)')
  })

  test('from within a profile', () => {
    expect(complaint('"keycloak-26"', '"keycloak-62"')).toContain('There is no dialect named "keycloak-62"')
    write('mine.json', JSON.stringify({ extends: 'openaire-beta', people: './gone.json' }))
    expect(complaintAbout('mine.json')).toBe(
      './gone.json: there is no such file (looked for a set of people at gone.json).',
    )
  })

  test('round in a circle', () => {
    write('a.json', '{ "extends": "./b.json" }')
    write('b.json', '{ "extends": "./a.json" }')
    expect(complaintAbout('./a.json')).toBe('a.json extends itself by way of b.json: take one "extends" out.')
    write('a.json', '{ "extends": 7 }')
    expect(complaintAbout('./a.json')).toBe('a.json: "extends" must be the name or the path of one of the profiles.')
  })
})
