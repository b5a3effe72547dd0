import { describe, expect, test } from 'vitest'
import { indexOf, type Phrase, phraseOf, phrasesIn } from './phrases.ts'
import { wordsOf } from './words.ts'

const phrases = (...templates: readonly string[]): readonly Phrase[] =>
  templates.flatMap((text) => phraseOf(text) ?? [])

const found = (text: string, ...templates: readonly string[]) =>
  Object.fromEntries(phrasesIn(wordsOf([text], { steps: 0 }), indexOf(phrases(...templates)), { steps: 0 }))

test('case, quotes, escapes and line breaks do not matter', () => {
  expect(found('unexpected \\"STATE\\"\nresponse', 'unexpected "state" response')).toEqual({
    'unexpected state response': 'clause',
  })
})

test('a value may stand where the template has a name', () => {
  const template = 'expected {one}, got {other}'
  expect(found('expected https://a.example.org/, got: nothing', template)).toEqual({ 'expected … got': 'clause' })
  expect(found(`expected ${'word '.repeat(31)} got`, template)).toEqual({})
})

test('a phrase does not reach from one text into the next', () => {
  const words = wordsOf(['Code not', 'valid'], { steps: 0 })
  expect(phrasesIn(words, indexOf(phrases('Code not valid', 'Code {x} valid')), { steps: 0 }).size).toBe(0)
})

test('where a longer phrase stands the shorter does not', () => {
  const both = ['Code not valid', 'Device code not valid'] as const
  expect(found('Device code not valid', ...both)).toEqual({ 'device code not valid': 'clause' })
  expect(found('Device code not valid. Code not valid.', ...both)).toEqual({
    'device code not valid': 'clause',
    'code not valid': 'clause',
  })
  expect(found('Missing parameter: code_challenge', 'Missing parameter: code')).toEqual({})
})

test('a template of nothing but values is no phrase', () => {
  expect(phraseOf('{reason}')).toBeUndefined()
})

describe('a clause', () => {
  test.for([
    'User not found',
    '"User not found"',
    'x: User not found.',
    'a (User not found) b',
    'ERROR User not found',
  ])('is all of %j', (text) => {
    expect(found(text, 'User not found')).toEqual({ 'user not found': 'clause' })
  })

  test.for(['User not found in cache', 'the user not found', 'user-not-found-page'])('is not all of %j', (text) => {
    expect(found(text, 'User not found')).toEqual({ 'user not found': 'within' })
  })
})
