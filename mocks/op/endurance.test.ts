import { expect, test } from 'vitest'
import { startProvider } from './index.ts'
import { ask, carried, refreshed } from './testing/flow.ts'
import { logIn, userinfoStatus } from './testing/relying-party.ts'
import { type Visitor, visitor } from './testing/visitor.ts'

const LOGINS = 3_000
const AT_ONCE = 16

test('after three thousand logins the tokens of the first are as good as ever', { timeout: 120_000 }, async () => {
  const provider = await startProvider()
  try {
    const first = await logIn(provider, 'refresh')
    const half = visitor(provider.origin)
    const form = await ask(provider, 'web', {}, half)
    let left = LOGINS
    const user = async (browser: Visitor): Promise<void> => {
      while (left > 0) {
        left -= 1
        expect((await logIn(provider, 'refresh', { browser })).status).toBe(200)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, async () => user(visitor(provider.origin))))
    expect(await userinfoStatus(provider, first.access)).toBe(200)
    expect((await refreshed(provider, 'refresh', first.refresh)).status).toBe(200)
    const { username = '', password = '' } = provider.people.plain ?? {}
    expect(carried(await half.submit(form, { username, password }))).toHaveProperty('code')
  } finally {
    await provider.close()
  }
})
