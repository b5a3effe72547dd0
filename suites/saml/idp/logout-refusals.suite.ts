import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import type { SamlLogoutOptions } from '#suites/kit/contract-saml.ts'
import { assertionOf, hasLogout, hasSoapLogout } from '#suites/kit/saml/look.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml', 'sso'], saml: { sps: ['sp-two'] }, applies: hasLogout }

const rows: readonly { readonly id: string; readonly title: string; readonly ask: SamlLogoutOptions }[] = [
  { id: 'unsigned', title: 'without a signature', ask: { sign: 'none' } },
  { id: 'unsigned-post', title: 'without a signature over HTTP-POST', ask: { sign: 'none', binding: 'post' } },
  { id: 'broken', title: 'whose signature does not fit', ask: { sign: 'broken' } },
  { id: 'stranger', title: 'that somebody else has signed', ask: { sign: 'stranger' } },
]

// A logout that anybody can send throws people out of their work.
describe('Logout requests that the identity provider refuses', { tags: ['saml', 'idp', 'logout', 'refusals'] }, () => {
  for (const { id, title, ask } of rows)
    scenario({
      id: `saml.idp.logout-refusals.${id}`,
      title: `ends no session for a request ${title}`,
      given: { ...given, saml: {} },
      when: async ({ saml: { sp }, control, newBrowser }) => {
        const browser = await newBrowser()
        control(await sp.logout(control(await sp.login({ in: browser })), { in: browser }))
        const login = control(await sp.login())
        return { refused: await sp.logout(login, ask), after: await sp.login() }
      },
      verify: {
        'SAMLPROF-4.4.4.1-requester': ({ refused, after, expect }) => {
          expect(refused).not.toBeLoggedOut()
          expect(after).toBeSamlResponse()
          expect(after.pages, 'pages of the next login').not.toContain('login')
        },
      },
    })

  scenario({
    id: 'saml.idp.logout-refusals.unsigned-soap',
    title: 'ends no session for a request without a signature over SOAP',
    given: { ...given, saml: {}, applies: hasSoapLogout },
    when: async ({ saml: { sp }, control, newBrowser }) => {
      control(await sp.logoutOverSoap(control(await sp.login({ in: await newBrowser() }))))
      const login = control(await sp.login())
      return { refused: await sp.logoutOverSoap(login, { sign: 'none' }), after: await sp.login() }
    },
    verify: {
      'SAMLPROF-4.4.4.1-requester': ({ refused, after, expect }) => {
        expect(refused).not.toBeLoggedOut()
        expect(after).toBeSamlResponse()
        expect(after.pages, 'pages of the next login').not.toContain('login')
      },
    },
  })

  scenario({
    id: 'saml.idp.logout-refusals.other-service',
    title: 'ends no session for a service that has no part in it',
    given,
    when: async ({ saml: { sp, spAs }, control }) => {
      const login = control(await sp.login())
      const { subject } = assertionOf(login)
      const nameId = subject?.nameId ?? { value: '' }
      return { refused: await spAs('sp-two').logout(login, { nameId }), after: await sp.login() }
    },
    verify: {
      'SAMLCORE-3.7.3.2-participant': ({ after, expect }) => {
        expect(after).toBeSamlResponse()
        expect(after.pages, 'pages of the next login').not.toContain('login')
      },
    },
  })
})
