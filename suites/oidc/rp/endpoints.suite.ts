import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// A service that was moved may keep an address of old in a corner: it works until the old issuer is switched off.
describe('Whom a service asks', { tags: ['oidc', 'rp', 'migration'] }, () => {
  scenario({
    id: 'oidc.rp.endpoints.of-this-issuer',
    title: 'asks nothing of the issuer that was there before',
    given: {
      service: {},
      applies: ({ title, predecessor }) => (predecessor ? undefined : `${title} took over from no other issuer.`),
    },
    when: async ({ service, note }) => {
      const { old, oldHosts, hosts } = await service.elsewhere(await service.setOut())
      if (hosts) note('hosts called beside the issuer', hosts.join(', ') || 'none')
      return { old, oldHosts }
    },
    verify: {
      'MIG-ENDPOINTS': ({ old, oldHosts, expect }) => {
        expect(old, 'endpoints of the issuer before, asked for at this one').toEqual([])
        expect(oldHosts, 'calls to the host of the issuer before').toEqual([])
      },
    },
  })
})
