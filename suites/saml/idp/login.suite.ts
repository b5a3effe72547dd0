import { describe } from 'vitest'
import type { SamlBinding, SamlLogin } from '#suites/kit/contract-saml.ts'
import { asksConsent } from '#suites/kit/saml/look.ts'
import { citing, scenario } from '#suites/kit/scenario.ts'

/** 80 bytes, the most that a service may send, of everything that an address or a page could take for something else. */
const ODD = `https://portal.example/?a=1&b=%20+"'<>;é${'~'.repeat(39)}`

/** SAML bindings section 3.4.3 allows a service 80 bytes. */
const LONG = `https://portal.example/${'x'.repeat(200)}`

const carriers = [
  { binding: 'redirect', relay: 'SAMLBIND-3.4.3-relay-state' },
  { binding: 'post', relay: 'SAMLBIND-3.5.3-relay-state' },
] as const satisfies readonly { readonly binding: SamlBinding; readonly relay: string }[]

// The login of every SAML service: SAML profiles section 4.1.
describe('Logins at the identity provider', { tags: ['saml', 'idp', 'login'] }, () => {
  for (const { binding, relay } of carriers) {
    scenario({
      id: `saml.idp.login.${binding}`,
      title: `signs in over HTTP-${binding === 'post' ? 'POST' : 'Redirect'} and sends a signed assertion to the service`,
      given: { needs: ['saml'], saml: {} },
      when: async ({ saml: { sp } }) => ({ login: await sp.login({ binding }), acs: sp.acs[0] }),
      verify: {
        'SAML-SSO': ({ login, acs, expect }) => {
          expect(login).toBeSamlResponse()
          expect(login).toBeSignedSaml()
          expect(login.postedTo, 'the address where it goes').toBe(acs)
        },
      },
    })

    scenario({
      id: `saml.idp.login.relay-state-${binding}`,
      title: `brings RelayState back as it came over HTTP-${binding === 'post' ? 'POST' : 'Redirect'}`,
      given: { needs: ['saml'], saml: {} },
      when: async ({ saml: { sp }, control }) => ({ login: control(await sp.login({ binding, relayState: ODD })) }),
      verify: citing<{ login: SamlLogin }>(relay, ({ login, expect }) =>
        expect(login.params.RelayState, 'RelayState').toBe(ODD),
      ),
    })
  }

  scenario({
    id: 'saml.idp.login.relay-state-long',
    title: 'refuses a RelayState that is too long, or brings all of it back',
    given: { needs: ['saml'], saml: {} },
    when: async ({ saml: { sp }, control }) => {
      control(await sp.usual())
      return { login: await sp.login({ relayState: LONG }) }
    },
    verify: {
      'SAMLBIND-3.4.3-relay-state': ({ login, expect }) => {
        if (login.response) expect(login.params.RelayState, 'RelayState').toBe(LONG)
        else expect(login).toBeSamlRefusal()
      },
    },
  })

  scenario({
    id: 'saml.idp.login.unsigned',
    title: 'signs in for a service that does not sign its requests',
    given: { needs: ['saml'], saml: { sp: 'sp-two' } },
    when: async ({ saml: { sp, idp }, inapplicable }) => {
      const { idp: published } = await idp.metadata()
      if (published?.wantAuthnRequestsSigned) return inapplicable('This identity provider wants signed requests.')
      return { login: await sp.login({ sign: 'none' }) }
    },
    verify: {
      'SAML-SSO': ({ login, expect }) => {
        expect(login).toBeSamlResponse()
        expect(login).toBeSignedSaml()
      },
    },
  })

  scenario({
    id: 'saml.idp.login.signed-post',
    title: 'signs in for a signed request over HTTP-POST',
    given: { needs: ['saml'], saml: {} },
    when: async ({ saml: { sp } }) => ({ login: await sp.login({ binding: 'post', sign: 'signed' }) }),
    verify: { 'SAML-SSO': ({ login, expect }) => expect(login).toBeSamlResponse() },
  })

  scenario({
    id: 'saml.idp.login.second-service',
    title: 'lets a second service sign in without asking for the password again',
    given: { needs: ['saml', 'sso'], saml: { sps: ['sp-two'] } },
    when: async ({ saml: { sp, spAs }, control }) => {
      const first = control(await sp.login())
      return { first, second: await spAs('sp-two').login() }
    },
    verify: {
      'SAML-SSO': ({ first, second, expect }) => {
        expect(first.pages, 'pages of the first login').toContain('login')
        expect(second).toBeSamlResponse()
        expect(second.pages, 'pages of the second login').not.toContain('login')
      },
    },
  })

  scenario({
    id: 'saml.idp.login.consent-refused',
    title: 'tells the service that the user refused, and nothing about the user',
    // Whoever has agreed once may not be asked again, so this is nobody who does so elsewhere.
    given: { needs: ['saml'], saml: {}, users: ['twin'], applies: asksConsent },
    when: async ({ saml: { sp }, userAs, control }) => {
      const refused = await sp.login({ as: userAs('twin'), consent: 'deny' })
      control(await sp.usual())
      return { refused }
    },
    verify: {
      'SAMLPROF-4.1.4.1-refusal': ({ refused, expect }) => {
        expect(refused.pages, 'pages').toContain('consent')
        expect(refused).toBeSamlError('responder')
      },
    },
  })
})
