import { expect, test } from 'vitest'
import type { HttpAnswer } from '../contract.ts'
import { played, seedAt, worldOf } from '../testing/seed.ts'

const NOWHERE = 'http://127.0.0.1:9/oidc/token'

test('nobody at an address is an answer to a knock, and trouble of ours for a request', async () => {
  const world = worldOf(await seedAt())
  const found: (HttpAnswer | undefined)[] = []
  const knocked = await played(
    {
      when: async ({ op }) => {
        found.push(await op.knock(NOWHERE))
        return {}
      },
    },
    world,
  )
  expect([found, knocked.result.verdict]).toEqual([[undefined], 'pass'])
  expect(Object.values(knocked.exchanges)[0]?.failure).toContain('nothing listens there')

  const asked = await played({ when: async ({ op }) => ({ answer: await op.request(NOWHERE) }) }, world)
  expect(asked.result.verdict).not.toBe('pass')
})
