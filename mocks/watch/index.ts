import { randomBytes } from 'node:crypto'
import type { Onlooker, RunningProvider } from '#mocks/op/index.ts'
import { type Desk, deskAt } from './desk.ts'
import { Watch } from './watch.ts'

export type { Detail, Explain } from './detail.ts'
export { type Finding, judge } from './judge.ts'
export type { Login } from './login.ts'
export type { Setup } from './setup.ts'
export { type LoginLine, type News, Watch } from './watch.ts'

export type WatchOptions = Pick<Desk, 'page' | 'explain' | 'files'>

export const PATH = '/watch'

/**
 * Looks on at a provider from now on, and shows at `/watch` of its own address what is seen. The page belongs to the
 * machine that it runs on, and other sites in the same browser can neither read nor steer it.
 */
export const startWatch = (
  provider: RunningProvider,
  options: WatchOptions,
): { readonly url: string; readonly watch: Watch } => {
  const watch = new Watch(provider)
  const door = { origin: provider.origin, token: randomBytes(24).toString('base64url'), path: PATH }
  const answer = deskAt(PATH, { ...options, door, watch })
  const onlooker: Onlooker = {
    beside: (call) => (call.path === PATH || call.path.startsWith(`${PATH}/`) ? answer(call) : undefined),
    loginOf: (call, endpoint) => watch.loginOf(call, endpoint),
    witness: (seen) => watch.witness(seen),
    restarted: () => watch.restarted(),
  }
  provider.watchedBy(onlooker)
  return { url: provider.origin + PATH, watch }
}
