import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// OpenID Connect Core 3.1.2.4: the user decides, and the service is told.
describe('Consent', { tags: ['oidc', 'op', 'session'] }, () => {
  scenario({
    id: 'oidc.op.consent.denied',
    title: 'tells the service with access_denied and the state when the user refuses',
    given: { needs: ['consent'], client: 'consent' },
    when: async ({ client, newBrowser }) => {
      const denied = await client.authorize({ consent: 'deny', params: { prompt: 'consent' } })
      return { denied, allowed: await client.authorize({ in: await newBrowser(), params: { prompt: 'consent' } }) }
    },
    verify: {
      'CODE-CONSENT-DENIED': ({ denied, allowed, expect }) => {
        expect(denied).toRequireConsent()
        expect(denied).toBeAuthorizationError('access_denied', 'authorization.consent-denied')
        expect(denied.params.state).toBe(denied.request.state)
        expect(allowed).toBeCallback()
      },
    },
  })

  scenario({
    id: 'oidc.op.consent.again',
    title: 'asks for consent again on prompt=consent',
    given: { needs: ['consent'], client: 'consent' },
    when: async ({ client, control }) => {
      control(await client.authorize())
      return { again: await client.authorize({ params: { prompt: 'consent' } }) }
    },
    verify: {
      'OIDCC-3.1.2.1-prompt-consent': ({ again, expect }) => {
        expect(again).toRequireConsent()
        expect(again).toBeCallback()
      },
    },
  })

  scenario({
    id: 'oidc.op.consent.pending',
    title: 'answers prompt=none with an error while the user has yet to consent',
    given: { needs: ['consent', 'prompt-none', 'sso'], client: 'consent', clients: ['web'], user: 'minimal' },
    when: async ({ op, client, clientAs, control, inapplicable }) => {
      control(await clientAs('web').authorize())
      const asked = control(await client.start())
      // A live issuer may remember a consent; one of ours was started for this run.
      if (asked.kind !== 'consent-page' && !op.embedded) return inapplicable('The user has consented before.')
      return { silent: await client.start({ params: { prompt: 'none' } }) }
    },
    verify: {
      'OIDCC-3.1.2.1-prompt-none': ({ silent, expect }) => {
        expect(silent.kind).toBe('callback')
        expect(['consent_required', 'interaction_required']).toContain(silent.params.error)
      },
    },
  })
})
