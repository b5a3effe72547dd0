import { expect, test } from 'vitest'
import { habits, looks } from '#mocks/sp/looks.ts'
import { samlServiceFaults } from './saml-service.ts'

const named = new Set(samlServiceFaults.flatMap(({ skip = [] }) => skip))

test('every row is about something that a service provider can be careless with', () => {
  const known = [...Object.keys(looks), ...Object.keys(habits)].map((name) => `sp.${name}`)
  expect([...named].filter((name) => !known.includes(name))).toEqual([])
})

test('every row is one of a kind', () => {
  const alike = Map.groupBy(samlServiceFaults, ({ skip = [] }) => skip.toSorted().join())
  expect([...alike.values()].filter(({ length }) => length > 1)).toEqual([])
})
