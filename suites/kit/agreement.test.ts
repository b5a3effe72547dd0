import { expect, test } from 'vitest'
import type { Tools } from './contract.ts'
import { stub } from './testing/agent.ts'
import { played, seedAt, worldOf } from './testing/seed.ts'
import { stubOp } from './testing/stub-op.ts'

// What a scenario does although it forgot to say that it is intrusive.
const acts: Readonly<Record<string, (tools: Tools) => Promise<object>>> = {
  'a wrong password': ({ client }) => client.authorize({ password: 'not-the-password' }),
  'the user of another issuer': ({ client, user }) => client.authorize({ as: { ...user, username: 'stranger' } }),
  'a wrong secret': ({ client }) => client.exchange('a-code', { secret: 'not-the-secret' }),
  'an empty secret': ({ client }) => client.exchange('a-code', { secret: '' }),
  'an assertion signed by a stranger': async ({ client }) => ({ is: await client.assertion({ stranger: true }) }),
}

test.for(Object.keys(acts))('%s is not sent where the owner has not agreed', async (what) => {
  const when = acts[what] ?? (async () => ({}))
  const issuer = await stub(stubOp())
  const seed = await seedAt(issuer.origin, { kind: 'configured', intrusive: false })
  const { result } = await played({ when }, worldOf(seed))
  expect(result).toMatchObject({
    verdict: 'skip',
    reason: expect.stringContaining('set ownerAgreed: true in target "stub"'),
  })
  expect(issuer.seen).toEqual([])
})

test('what is right is sent to whomever', async () => {
  const issuer = await stub(stubOp())
  const seed = await seedAt(issuer.origin, { kind: 'configured', intrusive: false })
  const { result } = await played({ when: ({ client }) => client.login() }, worldOf(seed))
  expect(result).toMatchObject({ verdict: 'pass' })
})
