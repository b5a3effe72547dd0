import { expect, test } from 'vitest'
import type { AnswerFields, KnownDifference } from '#fixtures/schema/fidelity.ts'
import { compare } from './compare.ts'
import { complaints, percent } from './verdict.ts'

const answers = (fields: AnswerFields): ReadonlyMap<string, AnswerFields> => new Map([['token.some', fields]])

const goals = { 'status, kind, error': 1, 'descriptions and members': 0.5, headers: 0.5 }
const reason = 'The software does so for a reason of its own.'
const known: KnownDifference = { entry: 'token.*', field: 'description', ours: 'Code *', theirs: 'Other', reason }

const theirs = {
  status: '400',
  kind: 'json',
  error: 'invalid_grant',
  description: 'Other',
  'header.pragma': 'no-cache',
}

test('what agrees needs no words', () => {
  const comparison = compare(answers(theirs), answers(theirs), [])
  expect(comparison.differences).toEqual([])
  expect(complaints(comparison, goals)).toEqual([])
})

test('a difference that nobody listed fails', () => {
  const comparison = compare(answers({ ...theirs, 'header.pragma': 'private' }), answers(theirs), [])
  expect(complaints(comparison, { ...goals, headers: 0 })).toEqual([
    expect.stringContaining('1 differences stand in no'),
  ])
})

test('a listed one does not, while its kind reaches the goal', () => {
  const ours = answers({ ...theirs, description: 'Code not valid', 'member.scope': '"openid"' })
  const comparison = compare(ours, answers({ ...theirs, 'member.scope': '"openid"' }), [known])
  expect(comparison.differences).toMatchObject([{ field: 'description', known }])
  expect(complaints(comparison, goals)).toEqual([])
  expect(complaints(comparison, { ...goals, 'descriptions and members': 0.6 })).toEqual([
    'descriptions and members: 50.0 % agree, 60.0 % are the goal.',
  ])
})

test('a line of the ledger that meets nothing fails', () => {
  const comparison = compare(answers(theirs), answers(theirs), [known])
  expect(complaints(comparison, goals)).toEqual([expect.stringContaining('that is gone: take it out')])
})

test('an absent field is met by an absent pattern only', () => {
  const ours = answers({ ...theirs, 'member.scope': '"openid"' })
  const row = { entry: 'token.some', field: 'member.scope', reason }
  const unlisted = (more: Partial<KnownDifference>): number =>
    compare(ours, answers(theirs), [{ ...row, ...more }]).differences.filter((each) => !each.known).length
  expect([unlisted({ ours: '*' }), unlisted({ theirs: '*' }), unlisted({})]).toEqual([0, 1, 1])
})

test('nearly all is not all', () => {
  expect(percent(0.9999)).toBe('99.9 %')
})
