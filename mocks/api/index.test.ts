import { expect, test } from 'vitest'
import apis from '#fixtures/apis.json' with { type: 'json' }
import { exampleApis as schema } from '#fixtures/schema/example-api.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { exampleApis, exampleNamed } from './index.ts'

test('each API is whole, and knows only clients, scopes and APIs of its profile', () => {
  expect(schema.safeParse(apis).error).toBeUndefined()
  for (const [id, { profile: name, tokens, asks, audience, api }] of Object.entries(exampleApis)) {
    const profile = loadProfile(name)
    const roles = [tokens.client, tokens.system, tokens.exchange?.client, asks, audience].filter(Boolean)
    expect(
      roles.filter((role) => !((role ?? '') in profile.clients)),
      id,
    ).toEqual([])
    const words = [tokens.opens, tokens.lacks ?? ''].join(' ').split(' ').filter(Boolean)
    expect(
      words.filter((word) => !(word in profile.scopes)),
      id,
    ).toEqual([])
    const names = [api, tokens.exchange?.otherApi].filter((each) => each !== undefined)
    expect(
      names.filter((each) => !profile.apis?.some((known) => known.name === each)),
      id,
    ).toEqual([])
  }
})

test('an unknown API is told which there are', () => {
  expect(() => exampleNamed('fiede-api')).toThrow('There is no API "fiede-api": we have openaire-beta-api')
})
