import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'
import { ofGrowingIssuer } from '#suites/kit/sizes.ts'

// Tokens grow with the groups of their user: who has most of them is locked out first.
describe('Sizes of tokens at a service', { tags: ['oidc', 'rp', 'sizes'] }, () => {
  scenario({
    id: 'oidc.rp.sizes.as-issued-now',
    title: 'keeps people signed in whose tokens are as long as those of the Keycloak based issuer, and twice that',
    given: { service: { whoami: true }, users: ['many-groups'], applies: ofGrowingIssuer },
    when: async ({ service }) => ({ sized: await service.sized({ all: [600, 1200, 1400, 3000] }) }),
    verify: {
      'MIG-TOKEN-SIZE': ({ sized, expect }) => expect(sized).toStaySignedIn(),
      'RP-LARGE-TOKEN': ({ sized, expect }) => expect(sized).toStaySignedIn(),
    },
  })

  scenario({
    id: 'oidc.rp.sizes.of-many-groups',
    title: 'keeps people signed in whose tokens have up to 12000 characters',
    given: { service: { whoami: true }, users: ['many-groups'], applies: ofGrowingIssuer },
    when: async ({ service }) => ({ sized: await service.sized({ all: [4000, 6000, 12_000] }) }),
    verify: { 'RP-LARGE-TOKEN': ({ sized, expect }) => expect(sized).toStaySignedIn() },
  })
})
