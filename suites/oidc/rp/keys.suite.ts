import { describe } from 'vitest'
import { keyAttacks } from '#mocks/faults/index.ts'
import { ailing } from '#suites/kit/ailing.ts'
import type { Recovery } from '#suites/kit/contract-service-alone.ts'
import type { Judge } from '#suites/kit/definition.ts'
import { scenario } from '#suites/kit/scenario.ts'

const follows: Judge<{ readonly rotation: Recovery }> = ({ rotation, expect }) =>
  expect(rotation.worked, `logins after the change${rotation.why ? `: ${rotation.why}` : ''}`).toBe(true)

// Issuers change their keys without a word to anybody.
describe('Keys of the issuer at a service', { tags: ['oidc', 'rp', 'keys'] }, () => {
  scenario({
    id: 'oidc.rp.keys.rotation',
    title: 'signs users in by a new key of the issuer, without a restart',
    given: { service: { alone: true }, users: ['many-groups'] },
    when: async ({ service, note }) => {
      const rotation = await service.alone.rotation()
      if (rotation.worked) note('seconds until a new key counted', rotation.seconds)
      return { rotation }
    },
    verify: { 'DISC-KEY-ROTATION': follows },
  })

  scenario({
    id: 'oidc.rp.keys.rotation-forgotten',
    title: 'signs users in by a new key when the old one is gone from one moment to the next',
    given: { service: { alone: true }, users: ['many-groups'] },
    when: async ({ service }) => ({ rotation: await service.alone.rotation({ forget: true }) }),
    verify: { 'DISC-KEY-ROTATION': follows },
  })

  scenario({
    id: 'oidc.rp.keys.unnamed',
    title: 'signs users in by a token that does not name its key, where there is one only',
    given: { service: { whoami: true } },
    when: async ({ service }) => service.setOut({ attack: 'attack.id-token.kid-left-out' }),
    verify: {
      'RFC7515-4.1.4': ({ user, expected, expect }) => expect(user, 'the user after the login').toBe(expected),
    },
  })

  // With a new key, or what the service keeps would do.
  ailing(keyAttacks, { newKey: true })
})
