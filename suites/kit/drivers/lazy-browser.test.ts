import { expect, test } from 'vitest'
import { played, seedAt, worldOf } from '../testing/seed.ts'

test('a browser that cannot be had is an error of ours, and the scenario ends in order', async () => {
  const world = worldOf(await seedAt(undefined, { driver: 'browser' }))
  const stage = { ...world.stage, browser: async () => ({ endpoint: 'ws://127.0.0.1:9/nobody' }) }
  const { result } = await played({ when: async ({ client }) => client.start() }, { ...world, stage })
  expect(result).toMatchObject({ verdict: 'error', reason: expect.stringContaining('the browser opens no tab: ') })
})
