import { describe } from 'vitest'
import { askingByForm } from '#suites/kit/asking-by-form.ts'
import { givingUp } from '#suites/kit/giving-up.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 4.4, from the side of the client.
describe('Programs that act for themselves', { tags: ['oidc', 'rp', 'command', 'client-credentials'] }, () => {
  scenario({
    id: 'oidc.rp.client-credentials.name',
    title: 'knows itself by client_id and not by sub',
    given: { needs: ['client-credentials'], command: { flow: 'client-credentials' } },
    when: async ({ command }) => ({ run: await command.succeeds() }),
    verify: {
      'MIG-CC-CLAIMS': ({ run: { named, subject, clientId }, command, inapplicable, expect }) => {
        if (!command.prints)
          command.untold('Nobody can tell by which name it knows itself: add prints, whose first group is it.')
        if (subject === clientId) inapplicable('At this issuer both are the same.')
        if (named !== clientId && named !== subject)
          command.untold(`It calls itself ${named}, which is neither of the two.`)
        expect(named).toBe(clientId)
      },
    },
  })

  askingByForm('RP-TOKEN-REQUEST', 'client-credentials', {
    needs: 'client-credentials',
    title: 'asks for a token by a form, with its secret nowhere in the address',
    params: { grant_type: 'client_credentials' },
  })

  givingUp('client-credentials', 'RP-ERROR', [
    {
      id: 'oidc.rp.client-credentials.client-refused',
      when: 'when the issuer does not know it',
      attack: 'attack.grant.client-refused',
    },
    { id: 'oidc.rp.client-credentials.down', when: 'when the token endpoint is down', attack: 'attack.grant.down' },
  ])
})
