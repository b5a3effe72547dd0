import { expect, test } from 'vitest'
import { FaultBook } from './fault-book.ts'

const refusal = { at: 'refusal', of: ['code.spent'], answer: { status: 200 } } as const

test('a fault bends at its place, for every client unless bound to one', () => {
  const book = new FaultBook()
  book.arm({ at: 'id-token', remove: ['nonce'] }, { client: 'shop' })
  expect(book.at('id-token', 'shop')).toHaveLength(1)
  expect(book.at('id-token', 'other')).toEqual([])
  expect(book.at('access-token', 'shop')).toEqual([])
})

test('conditions are skipped and seen, refusals and answers found', () => {
  const book = new FaultBook()
  book.arm({ at: 'behaviour', skip: ['code.spent'] })
  book.arm({ at: 'behaviour', sees: ['code.expired'] })
  book.arm(refusal)
  book.arm({ at: 'answer', on: 'token', method: 'GET', answer: { status: 200 } })
  expect([book.skips('code.spent'), book.skips('code.expired')]).toEqual([true, false])
  expect([book.sees('code.expired'), book.sees('code.spent')]).toEqual([true, false])
  expect([book.refusing('code.spent').length, book.refusing('code.expired').length]).toEqual([1, 0])
  expect(book.answering('token', 'GET')).toHaveLength(1)
  expect(book.answering('token', 'POST')).toEqual([])
})

test('of two that change a behaviour the later one counts, until it is lifted', () => {
  const book = new FaultBook()
  book.arm({ at: 'behaviour', behave: { idTokenHint: 'honoured' } })
  const { lift } = book.arm({ at: 'behaviour', behave: { idTokenHint: 'ignored' } })
  expect(book.behaviour('idTokenHint')).toBe('ignored')
  lift()
  expect(book.behaviour('idTokenHint')).toBe('honoured')
})

test('it is borne by so many answers, however often each looks', async () => {
  const book = new FaultBook()
  book.arm(refusal, { times: 2 })
  for (const left of [1, 1, 0]) {
    await book.during(undefined, async () => {
      expect(book.refusing('code.spent')).toHaveLength(left)
      expect(book.refusing('code.spent')).toHaveLength(left)
    })
  }
})

test('answers that do not bear it do not count, those made at the same time do', async () => {
  const book = new FaultBook()
  const { isArmed } = book.arm(refusal, { times: 2 })
  await book.during(undefined, async () => expect(book.skips('code.spent')).toBe(false))
  const both = Promise.withResolvers<void>()
  const bearing = book.during(undefined, async () => {
    book.refusing('code.spent')
    await both.promise
  })
  await book.during(undefined, async () => expect(book.refusing('code.spent')).toHaveLength(1))
  expect(isArmed()).toBe(true)
  both.resolve()
  await bearing
  expect(isArmed()).toBe(false)
})

test('bound to a login it is borne by the answers of that login and no others', async () => {
  const book = new FaultBook()
  book.arm(refusal, { login: 'one' })
  expect(book.refusing('code.spent')).toEqual([])
  await Promise.all(
    [['one', 1] as const, ['two', 0] as const, [undefined, 0] as const].map(([login, length]) =>
      book.during(login, async () => expect(book.refusing('code.spent')).toHaveLength(length)),
    ),
  )
})
