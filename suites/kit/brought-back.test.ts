import { expect, test } from 'vitest'
import { codeIn, elsewhere, withCode } from './brought-back.ts'
import type { SignIn } from './contract-service.ts'

const back = (callback?: string) => ({ ...(callback === undefined ? {} : { callback }) }) as SignIn

test.for([
  ['https://portal.example/cb?a=1&code=x&state=s', 'https://portal.example/cb?a=1&code=y&state=s'],
  ['https://portal.example/cb?a=1#state=s&code=x', 'https://portal.example/cb?a=1#state=s&code=y'],
] as const)('a code is found and replaced where it stands: %s', ([callback, other]) => {
  expect(codeIn(back(callback))).toBe('x')
  expect(withCode(back(callback), 'y')).toBe(other)
})

test('who never came back, or not by a redirect, brought no code', () => {
  expect([codeIn(back()), codeIn(back('https://portal.example/cb'))]).toEqual([undefined, undefined])
})

test('elsewhere is below the redirect URI', () => {
  expect(elsewhere(back('https://portal.example/cb/?code=x'))).toBe('https://portal.example/cb/elsewhere?code=x')
})
