import { expect, test } from 'vitest'

test('the entry hands on everything that the library exports', async () => {
  // Plain JavaScript without types: it is what other projects import.
  const entry: object = await import(new URL('../index.js', import.meta.url).href)
  const library: object = await import('../library.ts')
  expect(Object.keys(entry).toSorted()).toEqual(Object.keys(library).toSorted())
})
