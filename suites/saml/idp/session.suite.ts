import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import { assertionOf, seconds } from '#suites/kit/saml/look.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml'], saml: {} }

/** Instants are told in whole seconds. */
const ROUNDED = 1

// SAML core section 3.4.1: what a service may ask of the session.
describe('ForceAuthn and IsPassive', { tags: ['saml', 'idp', 'session'] }, () => {
  scenario({
    id: 'saml.idp.session.known',
    title: 'knows who has signed in already',
    given: { ...given, needs: ['saml', 'sso'] },
    when: async ({ saml: { sp }, control }) => {
      control(await sp.login())
      return { login: await sp.login() }
    },
    verify: {
      'SAML-SSO': ({ login, expect }) => {
        expect(login).toBeSamlResponse()
        expect(login.pages, 'pages').not.toContain('login')
      },
    },
  })

  scenario({
    id: 'saml.idp.session.force',
    title: 'asks for the password again with ForceAuthn, and says when that was',
    given,
    when: async ({ saml: { sp }, control }) => {
      control(await sp.login())
      return { forced: await sp.login({ forceAuthn: true }) }
    },
    verify: {
      'SAMLCORE-3.4.1-force': ({ forced, expect }) => {
        expect(forced.pages, 'pages').toContain('login')
        expect(forced).toBeSamlResponse()
      },
      'SAMLCORE-2.7.2-instant': ({ forced, expect }) => {
        const { authn } = assertionOf(forced)
        expect(seconds(forced.request.at, authn?.authnInstant), 'seconds from request to login').toBeGreaterThan(
          -ROUNDED,
        )
      },
    },
  })

  scenario({
    id: 'saml.idp.session.passive',
    title: 'shows nothing with IsPassive to somebody whom it knows',
    given: { ...given, needs: ['saml', 'sso'] },
    when: async ({ saml: { sp }, control, inapplicable }) => {
      control(await sp.login())
      const passive = await sp.start({ isPassive: true })
      const shown = passive.response?.assertions.length === 0 ? (await sp.login()).pages : []
      if (shown.includes('consent'))
        return inapplicable('It asks for consent at each login, which nobody gives unseen.')
      return { passive }
    },
    verify: {
      'SAMLCORE-3.4.1-passive': ({ passive, expect }) => {
        expect(passive.pages, 'pages').toEqual([])
        expect(passive).toBeSamlResponse()
      },
    },
  })

  scenario({
    id: 'saml.idp.session.passive-stranger',
    title: 'tells the service with IsPassive that it knows nobody, and shows nothing',
    given,
    when: async ({ saml: { sp }, control }) => {
      control(await sp.usual())
      return { passive: await sp.start({ isPassive: true }) }
    },
    verify: {
      'SAMLCORE-3.4.1-passive': ({ passive, expect }) => expect(passive).toBeSamlError('noPassive'),
      'SAMLCORE-3.2.2.2-status': ({ passive, inapplicable, expect }) => {
        if (!passive.response) return inapplicable('It shows a page: there is no status.')
        expect(passive.response.status.code, 'outermost status code').toMatch(/:status:(Requester|Responder)$/)
      },
    },
  })
})
