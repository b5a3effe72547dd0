import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonSchemas, written } from './json-schemas.ts'

test.for(Object.entries(jsonSchemas()))('fixtures/schemas/%s is up to date (npm run schemas)', ([name, schema]) => {
  expect(readFileSync(new URL(`../../fixtures/schemas/${name}`, import.meta.url), 'utf8')).toBe(written(schema))
})

test('what a file may leave out depends on whether it extends another', () => {
  const profile = jsonSchemas()['profile.schema.json']
  expect(profile).not.toHaveProperty('required')
  expect(profile).toMatchObject({
    if: { not: { required: ['extends'] } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits this object.
    then: {
      required: expect.arrayContaining(['issuer', 'clients']),
      properties: { lifetimes: { required: expect.arrayContaining(['code']) } },
    },
  })
})
