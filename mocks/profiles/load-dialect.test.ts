import { afterAll, describe, expect, test } from 'vitest'
import { loadDialect } from './load-dialect.ts'
import { scratchFolder } from './scratch.ts'

const { folder, write, remove } = scratchFolder()
afterAll(remove)

const own = { id: 'own', title: 'Own', machine: 'keycloak', extends: 'keycloak-22' }
const load = (members: object) => {
  write('own.json', JSON.stringify({ ...own, ...members }))
  return loadDialect('./own.json', folder)
}

describe('a dialect of one’s own', () => {
  test('replaces entries of its base one by one, and each as a whole', () => {
    const loaded = load({
      conditions: { 'code.spent': { as: 'json', status: 403, error: 'invalid_grant' } },
      switches: { issInResponse: true },
      texts: { 'login.heading': 'Welcome' },
    })
    expect(loaded.conditions['code.spent']).toEqual({ as: 'json', status: 403, error: 'invalid_grant' })
    expect(loaded.conditions['code.missing']).toMatchObject({ error: 'invalid_request' })
    expect(loaded.switches).toMatchObject({ issInResponse: true, refreshAlg: 'HS256' })
    expect(loaded.texts).toMatchObject({ 'login.heading': 'Welcome', 'login.submit': 'Sign In' })
    expect(loaded).not.toHaveProperty('extends')
  })

  test.for<[object, string]>([
    [
      { conditions: { 'pkce.verifer-wrong': { as: 'json' } } },
      'own.json:1: "pkce.verifer-wrong" is nothing that the keycloak machine asks for; did you mean "pkce.verifier-wrong"? Rename it or take it out.',
    ],
    [
      { switches: { colour: 'red' } },
      '"colour" is nothing that the keycloak machine asks for: rename it or take it out.',
    ],
    [
      { conditions: { Spent: { as: 'json' } } },
      '"Spent" cannot be a name here: write place.what, in lower case with dashes.',
    ],
    [
      { conditions: { 'code.spent': { as: 'html' } } },
      '"conditions["code.spent"].as" is "html": make it one of page, redirect, json, bearer, page-again, empty.',
    ],
    [{ conditions: { 'code.spent': { as: 'json', status: 40 } } }, 'is 40: make it a whole number'],
    [{ machine: 'mitreid' }, '"keycloak-22" is played by the keycloak machine: change "machine" or "extends".'],
    [{ title: '' }, '"title" is "": make it a text that is not empty.'],
  ])('%j is refused', ([members, sentence]) => {
    expect(() => load(members)).toThrow(sentence)
  })
})
