import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { faults } from '#mocks/faults/index.ts'
import { KeyRing } from '#mocks/op/keys.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { free } from '../care/care.ts'
import { installMatchers } from '../checks.ts'
import type { Recovery, Trial } from '../contract-service-alone.ts'
import { citing } from '../definition.ts'
import type { ServiceHost } from '../service-host.ts'
import { type Raised, raiseEmbedded } from '../targets/embedded.ts'
import { played, worldOf } from '../testing/seed.ts'

installMatchers()

const LIMIT = 60_000

let keys: KeyRing
beforeAll(async () => {
  keys = await KeyRing.generate()
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** The reference service with that fault. */
const serviceWith = async (fault?: string): Promise<Raised> => {
  const borne = faults.filter(({ id }) => id === fault)
  const raised = await raiseEmbedded({
    kind: 'embedded',
    id: 'mine',
    profile: 'openaire-beta',
    service: 'reference',
    faults: borne,
    keys,
  })
  closing.push(raised.close)
  return raised
}

const worldAt = ({ seed, desk, host }: Raised, changes: Partial<ServiceHost> = {}) => {
  const shared = host && { ...host, ...changes }
  return worldOf(seed, {
    stage: {
      age: async () => {},
      browser: async () => ({ missing: 'No browser.' }),
      care: () => free,
      ...(desk ? { desk: () => desk } : {}),
      ...(shared ? { host: () => shared } : {}),
    },
  })
}

const given = { service: { alone: true }, users: ['many-groups'] } as const

const tried = async (world: ReturnType<typeof worldAt>, attack: string): Promise<ScenarioResult> => {
  const { result } = await played<Trial>(
    {
      given,
      when: ({ service }) => service.alone.trial(attack),
      verify: citing<Trial>('RP-ERROR', ({ attempt, recovery, expect }) => {
        expect(attempt).toKeepOut()
        expect(recovery.worked).toBe(true)
      }),
    },
    world,
  )
  return result
}

const rotated = async (world: ReturnType<typeof worldAt>): Promise<Recovery> => {
  let seen: Recovery | undefined
  const { result } = await played<{ recovery: Recovery }>(
    {
      given,
      when: async ({ service }) => {
        const recovery = await service.alone.rotation({ forget: true })
        seen = recovery
        return { recovery }
      },
    },
    world,
  )
  expect(result.reason).toBeUndefined()
  return seen ?? { worked: false, seconds: 0 }
}

const publishedBy = async ({ seed }: Raised): Promise<readonly string[]> => {
  const answer = await fetch(String(seed.endpoints.jwks))
  const { keys: published } = (await answer.json()) as { keys: readonly { kid: string }[] }
  return published.map(({ kid }) => kid)
}

describe('a service under a fault of what its issuer publishes', () => {
  test('refuses and works again', { timeout: LIMIT }, async () => {
    const result = await tried(worldAt(await serviceWith()), 'attack.discovery.issuer-other')
    expect(result).toMatchObject({ verdict: 'pass' })
  })

  test('is found out if it falls for it', { timeout: LIMIT }, async () => {
    const raised = await serviceWith('service.metadata-issuer-unread')
    expect(await tried(worldAt(raised), 'attack.discovery.issuer-other')).toMatchObject({ verdict: 'fail' })
  })

  test('that never forgets is found out, and started anew for those who come after', { timeout: LIMIT }, async () => {
    const world = worldAt(await serviceWith('service.metadata-once'))
    expect(await tried(world, 'attack.discovery.down')).toMatchObject({ verdict: 'fail' })
    expect(await tried(world, 'attack.keys.down')).toMatchObject({ verdict: 'pass' })
  })

  test('hides behind what it keeps, unless a fresh process can be had', { timeout: LIMIT }, async () => {
    const world = worldAt(await serviceWith('service.metadata-once'), { restart: async () => false })
    expect(await tried(world, 'attack.discovery.issuer-other')).toMatchObject({
      verdict: 'skip',
      reason: expect.stringMatching(/asked for no discovery document meanwhile.*start of target "mine"/),
    })
  })

  test('that does not come up meanwhile is not judged', { timeout: LIMIT }, async () => {
    const restart = async () => 'it ended with 1'
    const result = await tried(worldAt(await serviceWith(), { restart }), 'attack.discovery.down')
    expect(result).toMatchObject({ verdict: 'skip', reason: expect.stringContaining('it ended with 1') })
  })
})

describe('a change of keys', () => {
  test('is followed, and undone afterwards', { timeout: LIMIT }, async () => {
    const raised = await serviceWith()
    const before = await publishedBy(raised)
    expect(await rotated(worldAt(raised))).toMatchObject({ worked: true })
    expect(await publishedBy(raised)).toEqual(before)
  })

  test('is not, by a service that keeps keys for ever', { timeout: LIMIT }, async () => {
    expect(await rotated(worldAt(await serviceWith('service.keys-once')))).toMatchObject({
      worked: false,
      why: expect.stringContaining('signed nobody in'),
    })
  })
})

test('nobody is alone without having said so', { timeout: LIMIT }, async () => {
  const { result } = await played(
    { given: { service: {} }, when: ({ service }) => service.alone.rotation() },
    worldAt(await serviceWith()),
  )
  expect(result).toMatchObject({ verdict: 'skip', reason: expect.stringContaining('given.service.alone') })
})
