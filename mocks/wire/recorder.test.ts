import { expect, test } from 'vitest'
import { createRecorder } from './recorder.ts'
import { createRedactor } from './redaction.ts'

const request = (url: string) => ({ method: 'GET', url, headers: [] })

test('keeps exchanges in the order in which they began, with their times, redacted', () => {
  let now = 1000
  const recorder = createRecorder({ prefix: 'op/x/', redactor: createRedactor(), clock: () => now })
  now += 5
  const first = recorder.start({
    from: 'rp',
    to: 'op',
    label: 'first',
    request: request('https://op/a?code=c0de-1234'),
  })
  now += 5
  const second = recorder.start({ from: 'rp', to: 'op', label: 'second', request: request('https://op/b') })
  now += 5
  expect(second({ failure: 'connection refused' })).toBe('op/x/002')
  now += 5
  expect(first({ response: { status: 204, headers: [] } })).toBe('op/x/001')

  expect(Object.keys(recorder.exchanges())).toEqual(['op/x/001', 'op/x/002'])
  expect(Object.values(recorder.exchanges())).toMatchObject([
    { label: 'first', atMs: 5, durationMs: 15, request: { start: 'GET https://op/a?code (9 characters)' } },
    { label: 'second', atMs: 10, durationMs: 5, failure: 'connection refused' },
  ])
})
