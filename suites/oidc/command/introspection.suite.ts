import { describe } from 'vitest'
import { requestsTo, showsCredentials } from '#suites/kit/command-requests.ts'
import { givingUp } from '#suites/kit/giving-up.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 7662, from the side of who asks.
describe('Programs that introspect tokens', { tags: ['oidc', 'rp', 'command', 'introspection'] }, () => {
  scenario({
    id: 'oidc.rp.introspection.authenticated',
    title: 'shows its credentials at the introspection endpoint',
    given: { needs: ['introspection'], command: { flow: 'introspection' } },
    when: async ({ command }) => {
      const run = await command.run()
      const asked = requestsTo('introspection', run)
      if (asked.length === 0)
        command.untold(`The program ${run.ended} and never introspected: is its flow another one?`)
      return { asked }
    },
    verify: {
      'MIG-INTROSPECTION': ({ asked, expect }) => {
        for (const request of asked) expect(showsCredentials(request), 'credentials at introspection').toBe(true)
      },
    },
  })

  givingUp('introspection', 'RFC7662-2.2-heeded', [
    {
      id: 'oidc.rp.introspection.inactive',
      when: 'when a token is not active any more',
      attack: 'attack.introspection.inactive',
    },
  ])

  givingUp('introspection', 'RP-ERROR', [
    {
      id: 'oidc.rp.introspection.refused',
      when: 'when the issuer does not know it',
      attack: 'attack.introspection.refused',
    },
    { id: 'oidc.rp.introspection.down', when: 'when the endpoint is down', attack: 'attack.introspection.down' },
  ])
})
