import { expect, test } from 'vitest'
import { at } from './json-pointer.ts'

const document = { user: { id: 'ada', 'a/b': { 'm~n': 1 } }, list: ['x', 'y'], empty: null }

test.for([
  ['', document],
  ['/user/id', 'ada'],
  ['/user/a~1b/m~0n', 1],
  ['/list/1', 'y'],
  ['/empty', null],
] as const)('%s is found', ([pointer, value]) => {
  expect(at(document, pointer)).toEqual(value)
})

test.for(['/nobody', '/user/id/deeper', '/empty/deeper', '/list/2', '/constructor', '/list/length/x'])(
  '%s leads nowhere',
  (pointer) => {
    expect(at(document, pointer)).toBeUndefined()
  },
)
