import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import type { SamlBinding, SamlLogout } from '#suites/kit/contract-saml.ts'
import { assertionOf, hasLogout, hasSoapLogout, statuses } from '#suites/kit/saml/look.ts'
import { citing, scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml', 'sso'], saml: {}, applies: hasLogout }

const NO_SESSION = 'It asks for the password at each login: there is no session that could end.'

const carriers = [
  { binding: 'redirect', name: 'HTTP-Redirect', destination: 'SAMLBIND-3.4.5.2-destination' },
  { binding: 'post', name: 'HTTP-POST', destination: 'SAMLBIND-3.5.5.2-address' },
] as const satisfies readonly { readonly binding: SamlBinding; readonly name: string; readonly destination: string }[]

// SAML profiles section 4.4, in the browser.
describe('Single logout', { tags: ['saml', 'idp', 'logout'] }, () => {
  for (const { binding, name, destination } of carriers) {
    scenario({
      id: `saml.idp.logout.${binding}`,
      title: `ends the session for a request over ${name}, and says so to the service`,
      given,
      when: async ({ saml: { sp, idp }, control, inapplicable }) => {
        const login = control(await sp.login())
        if (control(await sp.login()).pages.includes('login')) return inapplicable(NO_SESSION)
        const logout = await sp.logout(login, { binding })
        return { logout, after: await sp.start(), issuer: (await idp.metadata()).idp?.entityId }
      },
      verify: {
        'SAML-SLO': ({ logout, expect }) => expect(logout).toBeLoggedOut(),
        'SAMLPROF-4.4.4.2-response': ({ logout, issuer, expect }) => {
          expect(logout).toBeSignedSaml()
          expect(logout.response?.issuer, 'Issuer').toBe(issuer)
        },
        'SAMLCORE-3.2.2-in-response-to': ({ logout, expect }) =>
          expect(logout.response?.inResponseTo, 'InResponseTo').toBe(logout.request.id),
        'SAMLCORE-3.7.3.2-ends': ({ logout, after, expect }) => {
          expect(logout).toBeLoggedOut()
          expect(after.pages, 'pages of the next login').toContain('login')
        },
      },
    })

    scenario({
      id: `saml.idp.logout.destination-${binding}`,
      title: `names in its answer to a request over ${name} the address where it goes`,
      given,
      when: async ({ saml: { sp }, control }) => {
        const login = control(await sp.login())
        return { logout: control(await sp.logout(login, { binding })) }
      },
      verify: citing<{ logout: SamlLogout }>(destination, ({ logout, expect }) =>
        expect(logout.response?.destination, 'Destination').toBe(logout.postedTo),
      ),
    })
  }

  scenario({
    id: 'saml.idp.logout.soap',
    title: 'ends the session for a request over SOAP',
    given: { ...given, applies: hasSoapLogout },
    when: async ({ saml: { sp }, control, inapplicable }) => {
      const login = control(await sp.login())
      if (control(await sp.login()).pages.includes('login')) return inapplicable(NO_SESSION)
      return { logout: await sp.logoutOverSoap(login), after: await sp.start() }
    },
    verify: {
      'SAML-SLO': ({ logout, expect }) => {
        expect(logout).toBeLoggedOut()
        expect(logout).toBeSignedSaml()
      },
      'SAMLCORE-3.7.3.2-ends': ({ logout, after, expect }) => {
        expect(logout).toBeLoggedOut()
        expect(after.pages, 'pages of the next login').toContain('login')
      },
    },
  })

  scenario({
    id: 'saml.idp.logout.relay-state',
    title: 'brings RelayState of a logout back',
    given,
    when: async ({ saml: { sp }, control }) => {
      const login = control(await sp.login())
      return { logout: control(await sp.logout(login, { relayState: 'a b+c/d=&ü' })) }
    },
    verify: {
      'SAMLBIND-3.4.3-relay-state': ({ logout, expect }) =>
        expect(logout.params.RelayState, 'RelayState').toBe('a b+c/d=&ü'),
    },
  })

  scenario({
    id: 'saml.idp.logout.others',
    title: 'tells every other service of the session, by the identifiers that it was given',
    given: { ...given, saml: { sps: ['sp-two'] } },
    when: async ({ saml: { sp, spAs }, control }) => {
      const login = control(await sp.login())
      const elsewhere = control(await spAs('sp-two').login())
      return { logout: await sp.logout(login), elsewhere }
    },
    verify: {
      'SAML-SLO': ({ logout, expect }) => {
        expect(logout).toBeLoggedOut()
        expect(logout.told.length, 'other services that were told').toBe(1)
      },
      'SAMLCORE-3.7.3.2-tells': ({ logout, elsewhere, expect }) => {
        expect(
          logout.told.map(({ sp }) => sp),
          'services that were told',
        ).toEqual(['sp-two'])
        const [{ request } = { request: undefined }] = logout.told
        const { subject, authn } = assertionOf(elsewhere)
        expect(request?.signature?.valid, 'signature of the logout request').toBe(true)
        expect(request?.nameId?.value, 'NameID').toBe(subject?.nameId?.value)
        if (authn?.sessionIndex) expect(request?.sessionIndexes, 'SessionIndex').toContain(authn.sessionIndex)
      },
    },
  })

  scenario({
    id: 'saml.idp.logout.partial',
    title: 'tells the service when another one could not be logged out',
    given: { ...given, saml: { sps: ['sp-two'] } },
    when: async ({ saml: { sp, spAs }, control, inapplicable }) => {
      const login = control(await sp.login())
      control(await spAs('sp-two').login())
      const logout = await sp.logout(login, { others: 'failure' })
      if (logout.told.length === 0) return inapplicable('No other service was told, so none could fail.')
      return { logout }
    },
    verify: {
      'SAMLCORE-3.7.3.2-partial': ({ logout, expect }) =>
        expect(logout.response?.status.subCode ?? 'no finer status', 'status below the outermost one').toBe(
          statuses.partialLogout,
        ),
    },
  })
})
