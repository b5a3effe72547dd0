import { expect, test, vi } from 'vitest'
import { callOf } from '#mocks/wire/message.ts'
import { knownSecrets } from '#mocks/wire/redaction.ts'
import { LoginBook, MOST_LOGINS, MOST_STEPS } from './book.ts'

const ORIGIN = 'http://127.0.0.1:4455'

const newBook = () => {
  const forgot = vi.fn()
  const secrets = knownSecrets([])
  const book = new LoginBook({
    ...{ secrets: () => secrets, claims: [], identifiers: () => [], begins: () => undefined },
    ...{ changed: () => undefined, forgot },
  })
  const see = (url: string, endpoint: string, headers = {}, body = ''): void => {
    const call = callOf({ method: 'GET', url, headers }, '')
    book.open(call, endpoint, 0)
    book.witness({ call, endpoint, reply: { status: 200, headers: [], body }, at: 0, took: 0 }, ORIGIN)
  }
  return { book, see, forgot }
}

test('the oldest logins are forgotten', () => {
  const { book, see, forgot } = newBook()
  for (let count = 0; count < MOST_LOGINS + 5; count += 1) see(`/auth?client_id=shop&state=${count}`, 'authorization')
  expect(book.logins).toHaveLength(MOST_LOGINS)
  expect(book.logins[0]?.number).toBe(6)
  expect(forgot).toHaveBeenCalledTimes(5)
  expect(book.find('login-5')).toBeUndefined()
})

test('of a long story the end is only counted', () => {
  const { book, see } = newBook()
  see('/token', 'token', {}, '{"access_token":"a-token-of-some-length"}')
  for (let count = 0; count < MOST_STEPS + 3; count += 1)
    see('/userinfo', 'userinfo', { authorization: 'Bearer a-token-of-some-length' })
  expect(book.logins).toHaveLength(1)
  expect(book.logins[0]).toMatchObject({ left: 4 })
  expect(book.logins[0]?.steps).toHaveLength(MOST_STEPS)
})

test('what comes of a login that was forgotten begins anew, and brings nothing back', () => {
  const { book, see } = newBook()
  see('/token', 'token', {}, '{"access_token":"a-token-of-some-length"}')
  book.clear()
  see('/userinfo', 'userinfo', { authorization: 'Bearer a-token-of-some-length' })
  expect(book.logins.map(({ kind, number }) => ({ kind, number }))).toEqual([{ kind: 'other', number: 2 }])
})

test('a browser is known by what the issuer gave it, and not by a setting that many have', () => {
  const { book } = newBook()
  const visit = (cookie: string, given: string): void => {
    const call = callOf({ method: 'GET', url: '/login', headers: { cookie } }, '')
    book.open(call, 'login', 0)
    const headers = [['Set-Cookie', `${given}; Path=/`]] as const
    book.witness({ call, endpoint: 'login', reply: { status: 200, headers }, at: 0, took: 0 }, ORIGIN)
  }
  visit('', 'SESSION=0123456789abcdef0123')
  visit('SESSION=0123456789abcdef0123', 'lang=en')
  visit('lang=en', 'SESSION=abcdefabcdefabcdefab')
  expect(book.logins.map(({ steps }) => steps.length)).toEqual([2, 1])
})
