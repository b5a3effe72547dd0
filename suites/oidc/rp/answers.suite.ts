import { describe } from 'vitest'
import { attacks } from '#mocks/faults/index.ts'
import { refusing } from '#suites/kit/refusing.ts'
import { scenario } from '#suites/kit/scenario.ts'

const REQUIREMENTS = ['RP-STATE', 'RP-ISS-RESPONSE', 'RP-ERROR', 'RP-USERINFO-SUB'] as const

// What comes back from the issuer passed through the browser, and what the issuer says itself may be an error.
describe('Answers of the issuer at a service', { tags: ['oidc', 'rp', 'answers'] }, () => {
  for (const requirement of REQUIREMENTS) refusing(requirement, attacks)

  scenario({
    id: 'oidc.rp.response.of-another-browser',
    title: 'does not sign anybody in by the answer to a login that another browser began',
    given: { service: {}, users: ['many-groups'] },
    when: async ({ service, newBrowser }) => {
      const own = await service.signedIn()
      const begun = await service.setOut({ as: 'many-groups', until: 'callback' })
      const stranger = await newBrowser()
      if (begun.callback !== undefined) await stranger.open(begun.callback, { label: 'an answer to somebody else' })
      return { own, begun, there: await service.whoami(stranger) }
    },
    verify: {
      'RP-STATE': ({ own, begun, there, expect }) => {
        expect(own.user, 'the user of a good login').toBe(own.expected)
        expect(begun.callback, 'an answer for another browser').toBeTypeOf('string')
        expect(there, 'the user there').toBeUndefined()
      },
    },
  })
})
