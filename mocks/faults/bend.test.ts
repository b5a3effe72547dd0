import { describe, expect, test } from 'vitest'
import { bend, bendParams, bendReply, doubled } from './bend.ts'

const at = 'id-token'

describe('members', () => {
  test('are set, removed and computed, in a copy', () => {
    const claims = { iss: 'a', nonce: 'n', exp: 1 }
    const faults = [
      { at, set: { iss: 'b', exp: (old: unknown) => Number(old) + 1 } },
      { at, remove: ['nonce'] },
    ] as const
    expect(bend(faults, claims)).toEqual({ iss: 'b', exp: 2 })
    expect(claims).toEqual({ iss: 'a', nonce: 'n', exp: 1 })
  })

  test('deep down are reached by dots; the address of a claim is no path', () => {
    const name = 'https://aai.example/claims/x.y'
    expect(bend([{ at, set: { 'cnf.jkt': 'k', [name]: 1 } }], { cnf: { a: 1 } })).toEqual({
      cnf: { a: 1, jkt: 'k' },
      [name]: 1,
    })
  })

  test('that a function makes nothing of stay away', () => {
    const set = { state: (old: unknown) => old, error: () => undefined }
    expect(bend([{ at, set }], { error: 'x' })).toEqual({})
    expect(bendParams([{ at, set }], [['error', 'x']])).toEqual([])
  })

  test('without faults are the very same', () => {
    const claims = { iss: 'a' }
    expect(bend([], claims)).toBe(claims)
  })
})

test('parameters are repeated where they stand', () => {
  const params = [['code', 'c'] as const, ['state', 's'] as const]
  expect(bendParams([{ at: 'authorization.response', repeat: ['code'] }], params)).toEqual([
    ['code', 'c'],
    ['code', 'c'],
    ['state', 's'],
  ])
})

test('what is repeated and changed comes as it was, and then as it is made', () => {
  const set = { iss: 'b' }
  expect(bendParams([{ at, set, repeat: ['iss'] }], [['iss', 'a']])).toEqual([
    ['iss', 'a'],
    ['iss', 'b'],
  ])
  expect(doubled([{ at, set, repeat: ['iss'] }], { iss: 'a', sub: 's' })).toBe('{"iss":"a","iss":"b","sub":"s"}')
  expect(doubled([{ at, repeat: ['nonce'] }], { iss: 'a' })).toEqual({ iss: 'a' })
})

describe('whole answers', () => {
  const reply = {
    status: 200,
    headers: [
      ['Set-Cookie', 'a=1; HttpOnly'],
      ['set-cookie', 'b=2'],
      ['Cache-Control', 'no-store'],
    ] as const,
    body: 'x',
  }

  test('headers are found whatever their case, and replaced all at once', () => {
    const bent = bendReply([{ at: 'answer', set: { 'SET-COOKIE': 'c=3' }, remove: ['cache-control'] }], reply)
    expect(bent).toEqual({ ...reply, headers: [['SET-COOKIE', 'c=3']] })
  })

  test('a function sees each header of the name, and adds none', () => {
    const set = { 'Set-Cookie': (old: string) => old.replace('; HttpOnly', ''), Age: () => '1' }
    expect(bendReply([{ at: 'answer', set }], reply).headers).toEqual([
      ['Set-Cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['Cache-Control', 'no-store'],
    ])
  })

  test('of two faults the later one has the last word', () => {
    const header = [['WWW-Authenticate', 'Basic']] as const
    const added = { at: 'answer', set: { 'WWW-Authenticate': 'Basic' } } as const
    const removed = { at: 'answer', remove: ['www-authenticate'] } as const
    const bare = { status: 401, headers: [] }
    expect(bendReply([removed, added], bare).headers).toEqual(header)
    expect(bendReply([added, removed], bare).headers).toEqual([])
  })

  test('another answer takes status, body and the headers it names', () => {
    const answer = { status: 404, headers: { 'cache-control': 'public' } }
    const bent = bendReply([{ at: 'answer', answer }], reply)
    expect(bent).toMatchObject({ status: 404, body: 'x' })
    expect(bent.headers).toContainEqual(['cache-control', 'public'])
    expect(bent.headers).not.toContainEqual(['Cache-Control', 'no-store'])
  })
})
