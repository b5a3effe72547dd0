import { afterAll, describe, expect, test } from 'vitest'
import { example, scratchFolder } from './scratch.ts'

const { write, complaint, complaintAbout, remove } = scratchFolder()
afterAll(remove)

describe('a file that is no JSON', () => {
  const syntax = (text: string): string => {
    write('mine.json', text)
    return complaintAbout('mine.json')
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
    expect(complaintAbout('mine.json')).toContain('people.json:3: "people.plain.username" is 1: make it a text')
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
    const lines = complaintAbout('mine.json').split('\n')
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
    ['"pkce": "S256"', '"audience": ["weeb"]', '"weeb" is no client of this profile; did you mean "web"?'],
    [
      '"clientId": "my-app"',
      '"clientId": "my-service"',
      '"web" and "public" have the same clientId "my-service": change one.',
    ],
    ['"username": "min"', '"username": "ada"', '"plain" and "minimal" have the same username "ada": change one.'],
    [
      '"members": {',
      '"members": { "token_endpoint": "https://x.example",',
      '"token_endpoint" is made from "issuer" and "endpoints": take it out here.',
    ],
  ])('%s -> %s', ([from = '', to = '', sentence]) => {
    expect(complaint(from, to)).toContain(sentence)
  })
})
