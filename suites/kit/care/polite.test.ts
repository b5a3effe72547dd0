import { expect, test } from 'vitest'
import { answerOf, type Transport, type WireRequest } from '../drivers/transport.ts'
import { UnusableAnswer } from '../drivers/transport-error.ts'
import { createGate } from './gate.ts'
import { polite } from './polite.ts'

const BEGIN = Date.UTC(2026, 0, 1, 12)

type Reply = { readonly status: number; readonly after?: string } | 'cut'

/** A transport that answers one after the other, at a clock that moves only when somebody waits. */
const at = (replies: readonly Reply[], budget?: number) => {
  let now = BEGIN
  const waits: number[] = []
  const sent: WireRequest[] = []
  const wait = async (seconds: number) => {
    waits.push(seconds)
    now += seconds * 1000
  }
  const clock = () => now
  const gate = createGate({ target: 'live', clock, wait, ...(budget === undefined ? {} : { budget }) })
  const wire: Transport = async (request) => {
    const reply = replies[sent.length] ?? { status: 200 }
    sent.push(request)
    if (reply === 'cut') throw new UnusableAnswer(`${request.label}: the connection was cut`)
    return answerOf(request.url, reply.status, new Headers(reply.after ? { 'retry-after': reply.after } : {}), '')
  }
  return { send: polite(wire, gate, clock), sent, waits, gate }
}

const request = (method = 'POST'): WireRequest => ({
  method,
  url: 'https://op.example/token',
  headers: {},
  label: 'token request',
  from: 'rp',
})

test.for([
  { reply: { status: 429, after: '3' }, seconds: 3 },
  { reply: { status: 429 }, seconds: 10 },
  { reply: { status: 503, after: '2' }, seconds: 2 },
  { reply: { status: 429, after: new Date(BEGIN + 8000).toUTCString() }, seconds: 8 },
  { reply: { status: 429, after: 'soon' }, seconds: 10 },
])('$reply: the same request once more, $seconds s later', async ({ reply, seconds }) => {
  const { send, sent, waits, gate } = at([reply])
  expect((await send(request())).status).toBe(200)
  expect([waits, sent.length, gate.used()]).toEqual([[seconds], 2, 2])
})

test.for([{ status: 503 }, { status: 500, after: '5' }, { status: 400, after: '5' }])(
  '%o is an answer like any other',
  async (reply) => {
    const { send, sent, waits } = at([reply])
    expect((await send(request())).status).toBe(reply.status)
    expect([waits, sent.length]).toEqual([[], 1])
  },
)

test('the second time it is over for the scenario, and the pause holds for the next', async () => {
  const again = { status: 429, after: '4' }
  const { send, sent, waits } = at([again, again])
  await expect(send(request())).rejects.toMatchObject({
    name: 'HeldBack',
    verdict: 'skip',
    message: 'token request: the issuer answered 429, and again after the pause it asked for.',
  })
  expect(sent).toHaveLength(2)
  await send(request())
  expect(waits).toEqual([4, 4])
})

test('a pause without end is not waited for', async () => {
  const { send, sent, waits } = at([{ status: 429, after: '86400' }])
  await expect(send(request())).rejects.toMatchObject({ verdict: 'skip', message: expect.stringContaining('86400 s') })
  expect([waits, sent.length]).toEqual([[], 1])
})

test('a GET that was cut is sent once more, a POST never', async () => {
  const get = at(['cut'])
  expect((await get.send(request('GET'))).status).toBe(200)
  expect(get.gate.used()).toBe(2)
  const twice = at(['cut', 'cut'])
  await expect(twice.send(request('GET'))).rejects.toThrow('the connection was cut')
  expect(twice.sent).toHaveLength(2)
  const post = at(['cut'])
  await expect(post.send(request())).rejects.toThrow('the connection was cut')
  expect(post.sent).toHaveLength(1)
})

test('nothing goes out beyond the budget, repetitions included', async () => {
  const { send, sent } = at(['cut', 'cut'], 1)
  await expect(send(request('GET'))).rejects.toMatchObject({
    verdict: 'skip',
    message: expect.stringContaining('budget: 2'),
  })
  expect(sent).toHaveLength(1)
})

test('an issuer that answers nothing any more is asked five times, and no more', async () => {
  const { send, sent } = at(Array.from({ length: 20 }, () => 'cut' as const))
  const ends = await Promise.all(Array.from({ length: 8 }, () => send(request()).catch((error: Error) => error.name)))
  expect(sent.length).toBeLessThanOrEqual(8)
  expect(await send(request()).catch((error: Error) => error.message)).toContain('no usable answer to')
  expect(ends).toContain('UnusableAnswer')
})
