import { oldPath } from '#mocks/profiles/predecessor.ts'
import type { Elsewhere, SignIn } from '../contract-service.ts'
import type { Session } from './session.ts'

/** The issuer knows its own address only: what stands elsewhere is told by the proxy, where there is one. */
export const elsewhereOf =
  ({ target: { issuer, profile }, desk }: Session) =>
  async ({ name }: Pick<SignIn, 'name'>): Promise<Elsewhere> => {
    const { predecessor } = profile
    const requests = [...(await desk.requests(name)), ...(await desk.unnamed())]
    const paths = requests.map(({ url }) => new URL(url, issuer).pathname)
    const calls = await desk.calls()
    const own = new URL(issuer).hostname
    const hosts = calls?.map(({ to }) => to).filter((to) => to !== `${own}:443`)
    const before = predecessor && new URL(predecessor.issuer).hostname
    return {
      old: [...new Set(paths)].flatMap((path) => {
        const old = oldPath(profile, path)
        return old ? `${old.purpose ?? 'something'} at ${path}` : []
      }),
      ...(hosts ? { hosts: [...new Set(hosts)].toSorted() } : {}),
      oldHosts: hosts?.filter((to) => before !== own && to.startsWith(`${before}:`)) ?? [],
    }
  }
