import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'
import { ofGrowingIssuer, proxySizes } from '#suites/kit/sizes.ts'
import type { ProxyWay } from '#suites/kit/target-proxy.ts'

const WAYS: readonly (readonly [way: Exclude<ProxyWay, 'logout'>, id: string, behind: string])[] = [
  ['defaults', 'oidc.rp.proxy.defaults', 'NGINX as it comes'],
  ['guide', 'oidc.rp.proxy.guide', 'NGINX with the buffers that the guide names'],
  ['own', 'oidc.rp.proxy.own', 'NGINX with larger buffers for requests, too, or with directives of its own'],
]

// A proxy reads the answers of a service into a buffer, and the requests into others: cookies have to fit into both.
describe('A service behind NGINX', { tags: ['oidc', 'rp', 'sizes', 'proxy'] }, () => {
  for (const [way, id, behind] of WAYS) {
    scenario({
      id,
      title: `keeps people signed in behind ${behind}, however long their tokens are`,
      given: { service: { whoami: true, proxy: way }, users: ['many-groups'], applies: ofGrowingIssuer },
      when: async ({ service }) => ({ sized: await service.sized(proxySizes) }),
      verify: { 'NET-PROXY-BUFFERS': ({ sized, expect }) => expect(sized).toStaySignedIn() },
    })
  }

  scenario({
    id: 'oidc.rp.proxy.logout',
    title: 'lets people leave through the proxy, however long the ID token is that goes along',
    given: {
      service: { whoami: true, logout: true, proxy: 'logout' },
      users: ['many-groups'],
      applies: ofGrowingIssuer,
    },
    when: async ({ service }) => ({ sized: await service.sizedLogouts(proxySizes) }),
    verify: { 'NET-PROXY-BUFFERS': ({ sized, expect }) => expect(sized).toLeaveInOrder() },
  })
})
