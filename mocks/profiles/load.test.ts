import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { loadProfile } from './load.ts'

const example = (name: string): string => readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), 'utf8')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'profiles-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string): void => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), text)
}

/** The example with one piece of text replaced, and what the loader says to it. */
const complaint = (from: string, to: string): string => {
  const text = example('my-aai.json')
  expect(text).toContain(from)
  write('mine.json', text.replace(from, to))
  return complaintOf('./mine.json')
}

const complaintOf = (reference: string): string => {
  try {
    loadProfile(reference, folder)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    return (error as Error).message.replaceAll(`${folder}/`, '')
  }
  return 'nothing'
}

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
    expect(complaintOf('openaire-bta')).toMatch(
      /^There is no profile named "openaire-bta"; did you mean "openaire-beta"\? We have .*openaire-production.*; or give the path of a JSON file, such as \.\/openaire-bta\.json\.$/,
    )
  })

  test('a name like none of ours', () => {
    expect(complaintOf('umbrella')).toMatch(/^There is no profile named "umbrella"; we have .*openaire-beta/)
  })

  test('a path', () => {
    expect(complaintOf('./gone.json')).toBe('./gone.json: there is no such file (looked for a profile at gone.json).')
    expect(complaintOf('.')).toContain('it cannot be read (EISDIR)')
  })

  test('from within a profile', () => {
    expect(complaint('"keycloak-26"', '"keycloak-62"')).toContain('There is no dialect named "keycloak-62"')
    write('mine.json', JSON.stringify({ extends: 'openaire-beta', people: './gone.json' }))
    expect(complaintOf('mine.json')).toBe(
      './gone.json: there is no such file (looked for a set of people at gone.json).',
    )
  })

  test('round in a circle', () => {
    write('a.json', '{ "extends": "./b.json" }')
    write('b.json', '{ "extends": "./a.json" }')
    expect(complaintOf('./a.json')).toBe('a.json extends itself by way of b.json: take one "extends" out.')
    write('a.json', '{ "extends": 7 }')
    expect(complaintOf('./a.json')).toBe('a.json: "extends" must be the name or the path of one of the profiles.')
  })
})

describe('a file that is no JSON', () => {
  const syntax = (text: string): string => {
    write('mine.json', text)
    return complaintOf('mine.json')
  }

  test.for([
    ['{\n  "id": "x",\n}', '3:1', 'the name of a member in double quotes is missing here'],
    ['{\n  "id": "x"\n  "title": "y"\n}', '3:3', 'a comma is missing before this'],
    ['{ // mine\n  "id": "x" }', '1:3', 'JSON has no comments'],
    ['{\n  "id": \'x\'\n}', '2:9', 'this word means nothing in JSON'],
    ['{ "id": "x" ', '1:13', 'a closing } is missing here'],
    ['{ "id": "x', '1:9', 'the closing double quote of this text is missing'],
    ['', '1:1', 'a value is missing here'],
    ['{ "id" "x" }', '1:8', 'a colon is missing here'],
  ])('%j', ([text = '', where, what]) => {
    expect(syntax(text)).toMatch(new RegExp(`^mine\\.json:${where}: this is no JSON: `))
    expect(syntax(text)).toContain(what)
  })

  test('no object', () => {
    expect(syntax('[]')).toBe('mine.json: the document must be one JSON object in { }.')
  })
})

describe('a member that is wrong', () => {
  test.for([
    ['"code": 60,', '', '"lifetimes.code" is missing: add a whole number, 0 or more.'],
    ['"code": 60,', '"code": -1,', '"lifetimes.code" is -1: make it a whole number, 0 or more.'],
    ['"code": 60,', '"code": "60s",', '"lifetimes.code" is "60s": make it a whole number, 0 or more.'],
    ['"code": 60,', '"code": 60, "accesToken": 1,', 'has no member "accesToken": rename it to "accessToken" (it knows'],
    ['"code": 60,', '"code": 60, "zzz": 1,', '"lifetimes" has no member "zzz": take it out (it knows code, '],
    ['"code": 60,', '"code": 60, "code": 61,', '"lifetimes.code" stands there twice: rename one or take it out.'],
    ['"id": "my-aai"', '"id": "My AAI"', '"id" is "My AAI": make it lower case letters, digits and dashes.'],
    ['"https://login.university.example/realms/research"', '"login"', '"issuer" is "login": make it an absolute URL.'],
    ['"token": "/', '"token": "', 'make it a path from the root of the issuer’s origin, with its leading slash.'],
    ['"token": "/', '"tokens": "/', '"endpoints" has no member "tokens": rename it to "token"'],
    ['"pkce-s256"', '"pkce-s265"', '"offers[1]" is "pkce-s265": make it one of code, implicit, '],
    ['"pkce-s256"', '"pkce-s265"', '; did you mean "pkce-s256"?'],
    ['"auth": "none"', '"auth": null', '"clients.public.auth" is missing: add one of client_secret_basic, '],
    ['"needsOfflineAccess": false', '"needsOfflineAccess": "no"', 'is "no": make it true or false.'],
    [
      '"email_verified": true',
      '"email_verified": {}',
      'make it a text that is not empty or true or false or a number or a list',
    ],
    ['"clients": {', '"clients": 7, "x": {', '"clients" is 7: make it an object in { }.'],
  ])('%s -> %s', ([from = '', to = '', sentence]) => {
    expect(complaint(from, to)).toContain(sentence)
  })

  test('is found at its line, in the file it comes from', () => {
    const line = example('my-aai.json').split('"code": 60,')[0]?.split('\n').length
    expect(complaint('"code": 60,', '"code": true,')).toMatch(new RegExp(`^mine\\.json:${line}: `))
    write('people.json', '{\n  "people": {\n    "plain": { "username": 1 }\n  }\n}')
    write('mine.json', '{ "extends": "openaire-beta", "people": "./people.json" }')
    expect(complaintOf('mine.json')).toContain('people.json:3: "people.plain.username" is 1: make it a text')
  })

  test('that is confidential is not repeated', () => {
    const sentence = complaint('"password": "min-at-home"', '"password": 271828')
    expect(sentence).toContain('"people.minimal.password" is not what it must be: make it a text that is not empty.')
    expect(sentence).not.toContain('271828')
  })

  test('has its purpose explained where the name alone does not', () => {
    expect(complaint('"login": 1800,', '')).toContain(
      '"lifetimes.login" is missing: add a whole number, 0 or more (how long a login page stays good).',
    )
  })

  test('comes with the others, up to a page full', () => {
    write('mine.json', '{ "id": "x" }')
    const lines = complaintOf('mine.json').split('\n')
    expect(lines).toHaveLength(9)
    expect(lines.at(-1)).toBe('mine.json: 8 more like these.')
  })
})

describe('members that do not agree', () => {
  test.for([
    ['"claims": ["email", "email_verified"]', '"claims": ["mail"]', '"mail" is no claim of this profile'],
    [
      '"revocation": "/realms/research/protocol/openid-connect/revoke"',
      '"registration": "/r"',
      '"revocation" is offered without the endpoint it needs: add "endpoints.revocation" or take the offer out.',
    ],
    [
      '"grants": ["code", "refresh"]',
      '"grants": ["device-code"]',
      'The client "web" has the grant "device-code", which the profile does not offer',
    ],
    [
      '"auth": "client_secret_basic"',
      '"auth": "private_key_jwt"',
      'The client "web" cannot use private_key_jwt without "privateKey" or "jwks"',
    ],
    [
      '"auth": "client_secret_basic"',
      '"auth": "client_secret_jwt"',
      'The client "web" needs "client-secret-jwt", which the profile does not offer',
    ],
    [
      '"auth": "none"',
      '"auth": "client_secret_post"',
      'The client "public" cannot use client_secret_post without "secret"',
    ],
    ['"pkce": "S256"', '"scopes": ["profil"]', '"profil" is no scope of this profile; did you mean "profile"?'],
    [
      '"clientId": "my-app"',
      '"clientId": "my-service"',
      '"web" and "public" have the same clientId "my-service": change one.',
    ],
    ['"username": "min"', '"username": "ada"', '"plain" and "minimal" have the same username "ada": change one.'],
    [
      '"members": {',
      '"members": { "issuer": "https://x.example",',
      '"issuer" is made from "issuer" and "endpoints": take it out here.',
    ],
  ])('%s -> %s', ([from = '', to = '', sentence]) => {
    expect(complaint(from, to)).toContain(sentence)
  })
})
