import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deadline } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const outcome = (passed: Promise<never>) => {
  const seen = { passed: '' }
  passed.catch((error: Error) => {
    seen.passed = error.message
  })
  return seen
}

test('passes when its time is up', async () => {
  const seen = outcome(deadline(1000).passed)
  await vi.advanceTimersByTimeAsync(999)
  expect(seen.passed).toBe('')
  await vi.advanceTimersByTimeAsync(1)
  expect(seen.passed).toBe('not done after 1 s')
})

test('waiting aside, several at a time counted once', async () => {
  const limit = deadline(1000)
  const seen = outcome(limit.passed)
  await vi.advanceTimersByTimeAsync(600)
  const waiting = [5000, 7000].map((ms) => limit.aside(() => new Promise<void>((done) => setTimeout(done, ms))))
  await vi.advanceTimersByTimeAsync(7000)
  await Promise.all(waiting)
  await vi.advanceTimersByTimeAsync(399)
  expect(seen.passed).toBe('')
  await vi.advanceTimersByTimeAsync(1)
  expect(seen.passed).toBe('not done after 1 s')
})

test('stopped, it never passes, whoever still waits', async () => {
  const limit = deadline(1000)
  const seen = outcome(limit.passed)
  const waiting = limit.aside(() => new Promise<void>((done) => setTimeout(done, 2000)))
  limit.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  await waiting
  expect([seen.passed, vi.getTimerCount()]).toEqual(['', 0])
})
