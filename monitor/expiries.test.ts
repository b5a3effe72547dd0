import { expect, test } from 'vitest'
import { expiriesIn, type Urgency, urgencyOf, usualThresholds } from './expiries.ts'
import { certificate, DAY, exchangeOf, NOW, resultOf, TARGET } from './testing/rounds.ts'

const found = (label: string, body: unknown) =>
  expiriesIn(resultOf({ exchanges: { [`${TARGET}/some.scenario/001`]: exchangeOf(label, body) } }), NOW)

test('a key ends with its certificate, and one without has no end', () => {
  const keys = [
    { kid: 'a', x5c: ['x5c (916 characters, valid until 2036-11-22T10:00:00.000Z)', 'x5c (4 characters)'] },
    { kid: 'b', x5c: ['x5c (916 characters)'] },
    { kid: 'c' },
  ]
  const until = Date.UTC(2036, 10, 22, 10)
  expect(found('key request', { keys })).toEqual([{ target: TARGET, kind: 'key', name: 'a', until }])
})

test('of tokens only those count that live for more than a day, and of those the first to end', () => {
  const token = (days: number, azp: string) => ({ header: {}, claims: { azp, exp: (NOW + days * DAY) / 1000 } })
  const answer = {
    access_token: token(0.1, 'web'),
    refresh_token: token(180, 'web'),
    id_token: 'id_token (9 characters)',
  }
  const later = exchangeOf('token request, refresh_token', { refresh_token: token(190, 'web') })
  const exchanges = {
    [`${TARGET}/s/001`]: exchangeOf('token request', answer),
    [`${TARGET}/s/002`]: later,
    'somebody/s/001': later,
  }
  expect(expiriesIn(resultOf({ exchanges }), NOW)).toEqual([
    { target: TARGET, kind: 'token', name: 'refresh token of web', until: NOW + 180 * DAY },
  ])
})

test.for(['[]', 'null', '{"keys":7}', '{"keys":[7,null]}', '{"keys":[{"x5c":{}}]}', '{'])(
  'an answer such as %s has no end',
  (body) => {
    expect(found('key request', JSON.parse(body === '{' ? '"{"' : body))).toEqual([])
  },
)

test.for<readonly [number, Urgency]>([
  [31, 'none'],
  [29.9, 'warning'],
  [6.9, 'critical'],
  [-0.1, 'over'],
])('%d days are %s', ([days, urgency]) => {
  expect(urgencyOf(certificate(days), NOW, usualThresholds)).toBe(urgency)
  expect(urgencyOf({ ...certificate(days), kind: 'token' }, NOW, usualThresholds)).toBe('none')
})
