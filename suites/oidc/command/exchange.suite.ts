import { describe } from 'vitest'
import { askingByForm } from '#suites/kit/asking-by-form.ts'
import { requestsTo } from '#suites/kit/command-requests.ts'
import { givingUp } from '#suites/kit/giving-up.ts'
import { scenario } from '#suites/kit/scenario.ts'

const TYPE = 'urn:ietf:params:oauth:token-type:access_token'

// RFC 8693, from the side of the client.
describe('Programs that exchange tokens', { tags: ['oidc', 'rp', 'command', 'token-exchange'] }, () => {
  scenario({
    id: 'oidc.rp.exchange.audience',
    title: 'asks for tokens for registered clients only',
    given: { needs: ['token-exchange'], command: { flow: 'exchange' } },
    when: async ({ command }) => {
      const run = await command.run()
      const [asked] = requestsTo('token', run)
      if (!asked) command.untold(`The program ${run.ended} and never asked for a token: is its flow another one?`)
      return {
        known: [...command.registered, run.clientId],
        audiences: [asked?.repeated.audience ?? asked?.params.audience ?? []].flat(),
      }
    },
    verify: {
      'MIG-TX-AUDIENCE': ({ audiences, known, inapplicable, expect }) => {
        if (audiences.length === 0) inapplicable('The program names no audience, as it may.')
        for (const audience of audiences) {
          expect(known, `clients of the issuer, among them ${audience} (see audiences)`).toContain(audience)
        }
      },
    },
  })

  askingByForm('RP-TOKEN-REQUEST', 'exchange', {
    needs: 'token-exchange',
    title: 'hands over the token that it was given, by a form',
    params: { subject_token_type: TYPE },
  })

  givingUp('exchange', 'RP-ERROR', [
    {
      id: 'oidc.rp.exchange.client-refused',
      when: 'when the audience, or the client itself, is not known',
      attack: 'attack.grant.client-refused',
    },
    {
      id: 'oidc.rp.exchange.target-refused',
      when: 'when it may have no token for this audience',
      attack: 'attack.grant.target-refused',
    },
    { id: 'oidc.rp.exchange.down', when: 'when the token endpoint is down', attack: 'attack.grant.down' },
  ])
})
