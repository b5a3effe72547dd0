import { expect, test } from 'vitest'
import { usualThresholds } from './expiries.ts'
import { openHistory } from './history.ts'
import type { Expiry, Played } from './round.ts'
import { renderEntries } from './tell.ts'
import { certificate, DAY, exchangeOf, NOW, resultOf, TARGET } from './testing/rounds.ts'
import { type Moment, untilNext, watch } from './watch.ts'

const EVERY = 900_000

interface Stub {
  readonly played: Played | (() => Promise<Played>)
  readonly certificates?: readonly Expiry[]
  /** Milliseconds that the round takes. */
  readonly takes?: number
}

const down: Played = { failure: { message: 'live: connection refused.', ours: false } }
const round = (shape: Parameters<typeof resultOf>[0]): Played => ({ result: resultOf(shape) })
const fine = round({ scenarios: { a: 'pass', b: 'pass' }, facts: { size: 1000 } })

/** Plays these rounds at a clock that only they and the pauses between them move. */
const watching = async (rounds: readonly Stub[], once = false) => {
  const history = openHistory()
  const stopping = new AbortController()
  const [moments, pauses]: [Moment[], number[]] = [[], []]
  let [now, next, atOnce, most] = [NOW, 0, 0, 0]
  const play = async (): Promise<Played> => {
    atOnce += 1
    most = Math.max(most, atOnce)
    const { played, takes = 1_000 } = rounds[next] ?? { played: down }
    next += 1
    await Promise.resolve()
    now += takes
    atOnce -= 1
    if (typeof played === 'function') return played()
    return played
  }
  const sleep = async (ms: number): Promise<void> => {
    pauses.push(ms)
    now += ms
    if (next >= rounds.length) stopping.abort()
  }
  const certificates = async () => rounds[next - 1]?.certificates ?? []
  const keepMs = 90 * DAY
  const watched = { series: 'live', play, certificates, history, thresholds: usualThresholds, keepMs, clock: () => now }
  const last = await watch(watched, { everyMs: EVERY, once, sleep, signal: stopping.signal }, async (moment) => {
    moments.push(moment)
  })
  const text = [...renderEntries(history.entries())].join('')
  const count = [...history.entries()].length
  history.close()
  return { moments, pauses, last, text, count, most, news: moments.map(({ news }) => news) }
}

test('only what changes is told', async () => {
  const broken = round({ scenarios: { a: 'pass', b: 'fail' }, facts: { size: 1000 } })
  const { news, text } = await watching([fine, fine, broken, broken, fine].map((played) => ({ played })))
  expect(news.map((each) => each && Object.keys(each).filter((key) => key !== 'nearing'))).toEqual([
    ['first'],
    undefined,
    ['diff'],
    undefined,
    ['diff'],
  ])
  expect(news[2]?.diff?.pairings[0]?.changes).toMatchObject([{ kind: 'failing', scenario: 'b', worse: true }])
  expect(news[4]?.diff?.pairings[0]?.changes).toMatchObject([{ kind: 'passing', scenario: 'b' }])
  expect(text).toMatch(/The first round[\s\S]+10:15 UTC {2}1 round as before[\s\S]+Newly failing[\s\S]+Newly passing/)
})

test('an issuer that is gone is told once, and once when it is back', async () => {
  const { news, count, text } = await watching([fine, down, down, fine, fine].map((played) => ({ played })))
  expect(news.map((each) => each && Object.keys(each))).toEqual([
    ['first', 'nearing'],
    ['failure', 'nearing'],
    undefined,
    ['recovered', 'nearing'],
    undefined,
  ])
  expect(count).toBe(5)
  expect(text).toContain('The issuer could not be used: live: connection refused.')
  expect(text).toContain('Played again, after: live: connection refused.')
})

test('what changed while the issuer was gone is told with its return', async () => {
  const after = round({ scenarios: { a: 'fail', b: 'pass' }, facts: { size: 1000 } })
  const { news } = await watching([{ played: fine }, { played: down }, { played: after }])
  expect(news[2]).toMatchObject({ recovered: {}, diff: { pairings: [{ changes: [{ scenario: 'a' }] }] } })
})

test('another failure is told, and one of ours as such', async () => {
  const thrown = async () => Promise.reject(new Error('out of memory'))
  const cut = round({ complete: false, scenarios: { a: 'pass' } })
  const { news } = await watching([{ played: down }, { played: thrown }, { played: cut }])
  expect(news.map((each) => each?.failure)).toEqual([
    { message: 'live: connection refused.', ours: false },
    { message: 'out of memory', ours: true },
    { message: 'The round was not played to its end: a suite could not be loaded.', ours: true },
  ])
})

test('sizes that waver are no news, and sizes that creep are in the end', async () => {
  const sizes = [1000, 1002, 999, 1008, 1012]
  const { news } = await watching(
    sizes.map((size) => ({ played: round({ scenarios: { a: 'pass' }, facts: { size } }) })),
  )
  expect(news.map((each) => each !== undefined)).toEqual([true, false, false, false, true])
  expect(news[4]?.diff?.pairings[0]?.drifts).toMatchObject([{ name: 'size', before: '1000', after: '1012' }])
})

test('another key is told', async () => {
  const keys = (kid: string) => ({ [`${TARGET}/a/001`]: exchangeOf('key request', { keys: [{ kty: 'RSA', kid }] }) })
  const played = (kid: string) => ({ played: round({ scenarios: { a: 'pass' }, exchanges: keys(kid) }) })
  const { news, text } = await watching([played('old'), played('new')])
  expect(news[1]?.diff?.pairings[0]?.drifts).toMatchObject([{ group: 'keys', before: 'old', after: 'new' }])
  expect(text).toContain('keys, kid: old before; new now')
})

test('a certificate is told when its end comes near, and when it is renewed', async () => {
  const days = [40, 30.015, 30.015, 6.5, 300]
  const stubs = days.map((each) => ({ played: fine, certificates: [certificate(each)] }))
  const { news, text } = await watching(stubs)
  expect(news.map((each) => each?.nearing.map(({ urgency, before }) => [urgency, before !== undefined]))).toEqual([
    [],
    [['none', true]],
    [['warning', false]],
    [['critical', true]],
    [['none', true]],
  ])
  expect(text).toContain('openaire-beta: the certificate aai.example.org runs out on 2026-12-22')
  expect(text).toContain('runs out on 2027-09-18, before on 2026-11-28')
})

test('rounds begin at full intervals, never two at once, and none is caught up with', async () => {
  const { pauses, most } = await watching([
    { played: fine, takes: 60_000 },
    { played: fine, takes: EVERY + 1_000 },
    { played: fine, takes: 5 },
  ])
  expect(pauses).toEqual([EVERY - 60_000, EVERY - 1_000, EVERY - 5])
  expect(most).toBe(1)
  expect(untilNext(EVERY, NOW, NOW + EVERY)).toBe(EVERY)
})

test('once is once', async () => {
  const { moments, pauses, last } = await watching([{ played: fine }, { played: fine }], true)
  expect(moments).toEqual([last])
  expect(pauses).toEqual([])
})

test('a round under way when all has to end is neither awaited nor stored', async () => {
  const [history, stopping] = [openHistory(), new AbortController()]
  const under = Promise.withResolvers<void>()
  const play = (): Promise<Played> => {
    under.resolve()
    return new Promise(() => {})
  }
  const rest = { thresholds: usualThresholds, keepMs: DAY, clock: () => NOW, certificates: async () => [] }
  const pace = { everyMs: EVERY, once: false, sleep: async () => {}, signal: stopping.signal }
  const watched = watch({ series: 'live', play, history, ...rest }, pace, async () => {
    throw new Error('told of a round that never ended')
  })
  await under.promise
  stopping.abort()
  expect(await watched).toBeUndefined()
  expect([...history.entries()]).toEqual([])
  history.close()
})
