import { expect, test } from 'vitest'
import { ownLimits, usualLimits } from './drivers/limits.ts'
import { everything } from './plan.ts'
import { seedAt } from './testing/seed.ts'
import { worldOf } from './worker.ts'

test('an issuer of ours is given time when the machine is busy; one of others has to be prompt', async () => {
  const own = await seedAt()
  const plan = { targets: [own], pairs: {}, seed: 'test', selection: everything, stage: 'a stage without a player' }
  expect(worldOf(plan, own)).toMatchObject({ limits: ownLimits, patience: 180_000 })
  const others = worldOf(plan, { ...own, kind: 'configured' })
  expect([others.limits ?? usualLimits, others.patience]).toEqual([usualLimits, undefined])
  expect(ownLimits.milliseconds).toBeGreaterThan(usualLimits.milliseconds)
})
