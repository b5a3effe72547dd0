import { expect, test } from 'vitest'
import { adapterOver, EngineStore } from './engine-store.ts'
import { shortIdOf, uuidOf } from './identifiers.ts'

/** A store whose time is ours, in seconds. */
const storeAt = (start = 1_000_000) => {
  let now = start
  const store = new EngineStore(() => now * 1000, { grace: 100 })
  return {
    store,
    pass: (seconds: number): void => {
      now += seconds
    },
    token: (id: string, ttl: number, more: Readonly<Record<string, unknown>> = {}): void =>
      store.put('AccessToken', id, { jti: id, exp: now + ttl, ...more }, ttl),
  }
}

test('nothing that is still good is dropped, however much there is', () => {
  const { store, pass, token } = storeAt()
  for (let count = 0; count < 10_000; count += 1) {
    token(`t${count}`, 36_000)
    pass(1)
  }
  expect(store.get('AccessToken', 't0')).toBeDefined()
  expect(store.size).toBe(10_000)
})

test('what has expired is kept for a while, so that it is not taken for unknown, and then swept', () => {
  const { store, pass, token } = storeAt()
  token('old', 60)
  pass(150)
  token('later', 60)
  expect(store.get('AccessToken', 'old')).toBeDefined()
  pass(120)
  token('latest', 60)
  expect(store.get('AccessToken', 'old')).toBeUndefined()
  expect(store.byUuid('AccessToken', uuidOf('old'))).toBeUndefined()
  expect(store.get('AccessToken', 'later')).toBeDefined()
})

test('a record whose end was put off is not swept at its first', () => {
  const { store, pass, token } = storeAt()
  token('t', 60)
  const record = store.get('AccessToken', 't')
  if (record) record.exp = (record.exp ?? 0) + 10_000
  pass(300)
  token('other', 60)
  expect(store.get('AccessToken', 't')).toBeDefined()
})

test('a record is found by its name on the wire, which is of its kind', () => {
  const { store, token } = storeAt()
  token('t', 60)
  store.put('Session', 's', { jti: 's', uid: 'u', exp: 2_000_000 }, 60)
  expect(store.byUuid('AccessToken', uuidOf('t'))?.id).toBe('t')
  expect(store.byUuid('RefreshToken', uuidOf('t'))).toBeUndefined()
  expect(store.byUuid('Session', uuidOf('u'))?.record.uid).toBe('u')
  const newer = new EngineStore(() => 0, { sidOf: shortIdOf })
  newer.put('Session', 's', { jti: 's', uid: 'u' })
  expect(newer.byUuid('Session', shortIdOf('u'))?.id).toBe('s')
})

test('a session that changes its identifier stays what it is', () => {
  const { store } = storeAt()
  store.put('Session', 'before', { jti: 'before', uid: 'u' }, 60)
  store.put('Session', 'after', { jti: 'after', uid: 'u' }, 60)
  store.delete('Session', 'before')
  expect(store.byUid('Session', 'u')?.jti).toBe('after')
  expect(store.byUuid('Session', uuidOf('u'))?.id).toBe('after')
})

test('tokens belong to a grant, move to another, and go with it', () => {
  const { store, token } = storeAt()
  store.put('Grant', 'g', { jti: 'g' }, 60)
  store.put('Grant', 'h', { jti: 'h' }, 60)
  for (const id of ['a', 'b', 'c']) token(id, 60, { grantId: 'g' })
  store.moveToGrant('AccessToken', 'c', 'h')
  expect(store.ofGrant('g').map(({ jti }) => jti)).toEqual(['a', 'b'])
  expect(store.ofGrant('h').map(({ jti }) => jti)).toEqual(['c'])
  store.deleteGrant('g')
  expect([store.get('Grant', 'g'), store.get('AccessToken', 'a'), store.ofGrant('g')]).toEqual([
    undefined,
    undefined,
    [],
  ])
  expect(store.get('AccessToken', 'c')).toBeDefined()
})

test('all of one kind are found', () => {
  const { store, token } = storeAt()
  token('t', 60)
  store.put('Session', 's', { jti: 's', uid: 'u' }, 60)
  expect([...store.all('Session')].map(({ jti }) => jti)).toEqual(['s'])
})

test('to the engine a code has never been used', async () => {
  const { store } = storeAt()
  const adapter = adapterOver(store, () => undefined)('AuthorizationCode')
  store.put('AuthorizationCode', 'c', { jti: 'c', consumed: true }, 60)
  expect((await adapter.find('c'))?.consumed).toBeUndefined()
  expect(store.get('AuthorizationCode', 'c')?.consumed).toBe(true)
})
