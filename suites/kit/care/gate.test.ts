import { expect, test } from 'vitest'
import { courtesy } from '../drivers/limits.ts'
import { createGate } from './gate.ts'

/** A gate at a clock that moves only when somebody waits. */
const gateAt = (budget?: number) => {
  let now = 1_000_000
  const waits: number[] = []
  const wait = async (seconds: number) => {
    waits.push(seconds)
    now += seconds * 1000
  }
  const gate = createGate({ target: 'live', clock: () => now, wait, ...(budget === undefined ? {} : { budget }) })
  return { gate, waits }
}

test('admits as many requests as the budget has, and says how to raise it', async () => {
  const { gate } = gateAt(2)
  const answers = [await gate.admit(), await gate.admit(), await gate.admit(), await gate.admit()]
  const refused =
    'The 2 requests that this run may send are used up: set budget: 4 in target "live", or play fewer scenarios.'
  expect(answers).toEqual([undefined, undefined, refused, refused])
  expect(gate.used()).toBe(2)
})

test('without a budget there is no end, and what was sent is known all the same', async () => {
  const { gate } = gateAt()
  for (let sent = 0; sent < 1000; sent += 1) expect(await gate.admit()).toBeUndefined()
  expect(gate.used()).toBe(1000)
})

test('after a pause was asked for nothing is admitted before it is over', async () => {
  const { gate, waits } = gateAt()
  await gate.pause(7)
  expect(await gate.admit()).toBeUndefined()
  expect(waits).toEqual([7])
  expect(await gate.admit()).toBeUndefined()
  expect(waits).toEqual([7])
})

test('two pauses at a time are as long as the longer one', async () => {
  const { gate, waits } = gateAt()
  await gate.pause(9)
  await gate.pause(4)
  await gate.admit()
  expect(waits).toEqual([9])
})

test('a pause that nobody would wait for ends what is sent, at once', async () => {
  const { gate, waits } = gateAt()
  await gate.pause(courtesy.longestPause + 1)
  expect(await gate.admit()).toContain('asked to be left alone for 61 s')
  expect([waits, gate.used()]).toEqual([[], 0])
})

test('so do many short ones', async () => {
  const { gate } = gateAt()
  let sent = 0
  for (;;) {
    if ((await gate.admit()) !== undefined) break
    sent += 1
    await gate.pause(courtesy.longestPause)
  }
  expect(sent).toBe(Math.floor(courtesy.allPauses / courtesy.longestPause) + 1)
  expect(await gate.admit()).toContain('asked for pauses of 360 s altogether')
})

test('an issuer that is gone is left alone, one that stumbles is not', async () => {
  const { gate } = gateAt()
  for (let each = 1; each < courtesy.mostSilences; each += 1) await gate.heard(false)
  await gate.heard(true)
  await gate.heard(false)
  expect(await gate.admit()).toBeUndefined()
  for (let each = 1; each < courtesy.mostSilences; each += 1) await gate.heard(false)
  expect(await gate.admit()).toContain('no usable answer to 5 requests in a row')
  expect(gate.leftAlone()).toContain('no usable answer')
})

test('the same key comes again no sooner than its interval after the answer, others when they like', async () => {
  const { gate, waits } = gateAt()
  const poll = async (key: string, seconds: number) => {
    await gate.pace(key, seconds)
    await gate.polled(key)
  }
  await poll('one', 5)
  await poll('two', 5)
  expect(waits).toEqual([])
  await poll('one', 5)
  expect(waits).toEqual([5])
  await poll('two', 5)
  expect(waits).toEqual([5])
  await poll('one', 10)
  expect(waits).toEqual([5, 10])
})

test('a poll whose answer took its time is followed as late by the next', async () => {
  const { gate, waits } = gateAt()
  await gate.pace('one', 5)
  await gate.wait(60)
  await gate.polled('one')
  await gate.pace('one', 5)
  expect(waits).toEqual([60, 5])
})
