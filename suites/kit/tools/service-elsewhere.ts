import type { Profile } from '#fixtures/schema/profile.ts'
import type { Elsewhere, SignIn } from '../contract-service.ts'
import type { Session } from './session.ts'

type Predecessor = NonNullable<Profile['predecessor']>

/** What a path of the issuer before was for; undefined for all others. */
const purposeOf = ({ issuer, discovery, endpoints }: Predecessor, path: string): string | undefined => {
  const all = Object.entries({ discovery: new URL(discovery, issuer).pathname, ...endpoints })
  const known = all.find(([, at]) => at === path.replace(/\/$/, ''))?.[0]
  const home = new URL(issuer).pathname
  return known ?? (home.length > 1 && path.startsWith(home) ? 'something' : undefined)
}

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
        const purpose = predecessor && purposeOf(predecessor, path)
        return purpose === undefined ? [] : `${purpose} at ${path}`
      }),
      ...(hosts ? { hosts: [...new Set(hosts)].toSorted() } : {}),
      oldHosts: hosts?.filter((to) => before !== own && to.startsWith(`${before}:`)) ?? [],
    }
  }
