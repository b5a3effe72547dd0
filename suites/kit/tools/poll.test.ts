import { expect, test } from 'vitest'
import { createGate } from '../care/gate.ts'
import type { Tools } from '../contract.ts'
import type { TargetSeed } from '../target.ts'
import { stub } from '../testing/agent.ts'
import { played, seedAt, worldOf } from '../testing/seed.ts'
import { json } from '../testing/stub-issuer.ts'

interface Device {
  readonly interval?: unknown
  /** Errors with which polls are answered, one after the other. */
  readonly errors: readonly string[]
}

/** Plays a device at an issuer of others, at a clock that moves only when somebody waits; tells when it polled. */
const polled = async (
  { interval, errors }: Device,
  when: (tools: Tools) => Promise<object>,
  changes: Partial<TargetSeed> = {},
) => {
  let now = 0
  const polls: number[] = []
  const issuer = await stub(({ url }) => {
    if (url.pathname === '/device') return json({ device_code: 'dc', user_code: 'UC', verification_uri: 'x', interval })
    polls.push(now / 1000)
    return json({ error: errors[polls.length - 1] ?? 'authorization_pending' }, 400)
  })
  const seed = await seedAt(issuer.origin, { kind: 'configured', ...changes })
  const wait = async (seconds: number) => {
    now += seconds * 1000
  }
  const gate = createGate({ target: 'stub', clock: () => now, wait })
  const world = worldOf({ ...seed, endpoints: { ...seed.endpoints, deviceAuthorization: `${issuer.origin}/device` } })
  const { result } = await played({ when }, { ...world, stage: { ...world.stage, care: () => gate } })
  return { polls, result }
}

const thrice = async ({ client }: Tools) => {
  const device = await client.device()
  for (let each = 0; each < 3; each += 1) await client.poll(device)
  return {}
}

test.for([
  { what: 'the interval and a second', device: { interval: 7, errors: [] }, polls: [0, 8, 16] },
  { what: 'five seconds where no interval is named', device: { errors: [] }, polls: [0, 6, 12] },
  { what: 'five seconds where it is no number', device: { interval: '7', errors: [] }, polls: [0, 6, 12] },
  { what: 'five seconds more after slow_down', device: { interval: 2, errors: ['slow_down'] }, polls: [0, 8, 16] },
  {
    what: 'and five more after the next',
    device: { interval: 2, errors: ['slow_down', 'slow_down'] },
    polls: [0, 8, 21],
  },
])('between two polls: $what', async ({ device, polls }) => {
  expect(await polled(device, thrice)).toMatchObject({ polls, result: { verdict: 'pass' } })
})

test('an interval that nobody would wait for holds the scenario back, unless patience allows it', async () => {
  const device = { interval: 86_400, errors: [] }
  const { polls, result } = await polled(device, thrice)
  expect(polls).toEqual([])
  expect(result).toMatchObject({
    verdict: 'skip',
    reason: 'The issuer wants 86400 s between two polls: set patience: 86400 in target "stub".',
  })
  expect((await polled(device, thrice, { patience: 86_400 })).polls).toEqual([0, 86_401, 172_802])
})

test('who tests what haste is answered with does not wait', async () => {
  const hasty = async ({ client }: Tools) => {
    const device = await client.device()
    await client.poll(device)
    return client.poll(device, { hasty: true })
  }
  expect((await polled({ interval: 5, errors: [] }, hasty)).polls).toEqual([0, 0])
  const careful = await polled({ interval: 5, errors: [] }, hasty, { intrusive: false })
  expect(careful).toMatchObject({ polls: [0], result: { verdict: 'skip' } })
})

test('an issuer of ours is never waited for', async () => {
  const { polls } = await polled({ interval: 5, errors: [] }, thrice, { kind: 'embedded' })
  expect(polls).toEqual([0, 0, 0])
})
