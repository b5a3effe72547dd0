import { expect, test } from 'vitest'
import { startProvider } from '#mocks/op/index.ts'
import { oddRequests } from '#mocks/op/testing/odd-requests.ts'
import { raw } from '#mocks/op/testing/raw.ts'
import { surfacesOf } from '#mocks/op/testing/surfaces.ts'
import { detailOf } from './detail.ts'
import { Watch } from './index.ts'

/** One in so many: the provider itself is tried with all of them elsewhere. */
const EVERY = 4

test.for(['openaire-beta', 'openaire-legacy', 'feide'])(
  'whatever is sent to %s, the one who looks on does not stumble',
  { timeout: 120_000 },
  async (profile) => {
    const provider = await startProvider({ profile })
    const watch = new Watch(provider)
    const stumbled: unknown[] = []
    const carefully = <T>(look: () => T): T | undefined => {
      try {
        return look()
      } catch (error) {
        stumbled.push(error)
        return undefined
      }
    }
    provider.watchedBy({
      beside: () => undefined,
      loginOf: (call, endpoint) => carefully(() => watch.loginOf(call, endpoint)),
      witness: (seen) => carefully(() => watch.witness(seen)),
      restarted: () => undefined,
    })
    let count = 0
    try {
      for (const surface of await surfacesOf(provider)) {
        const some = [...oddRequests(surface)].filter((_, index) => index % EVERY === 0)
        count += some.length
        await Promise.all(some.map(({ request }) => raw(provider.origin, request).catch(() => undefined)))
      }
      for (const login of watch.book.logins) carefully(() => detailOf(watch, login, () => []))
      expect(stumbled).toEqual([])
      expect(count).toBeGreaterThan(100)
      expect(watch.book.logins.length).toBeGreaterThan(20)
    } finally {
      await provider.close()
    }
  },
)
