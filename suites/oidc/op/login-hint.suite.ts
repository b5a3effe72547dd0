import { describe } from 'vitest'
import { listed } from '#suites/kit/json.ts'
import {
  hasOrganisation,
  hasOrganisations,
  organisationOf,
  organisationsOn,
  titlesOf,
} from '#suites/kit/organisations.ts'
import { scenario } from '#suites/kit/scenario.ts'

const ALL = 'feide|all'
const IDPORTEN = 'idporten'
const NEEDS = ['code', 'login-hint'] as const

// A hint says where users of a service log in, so that they need not choose among logins that are not theirs.
describe('Login hints that name an organisation', { tags: ['oidc', 'op', 'login-hint'] }, () => {
  for (const { id, driver, title } of [
    { id: 'all', driver: undefined, title: 'leads past the account chooser to all organisations, with none chosen' },
    { id: 'all-in-browser', driver: 'browser', title: 'leads to all organisations in a browser, and from there back' },
  ] as const)
    scenario({
      id: `oidc.op.login-hint.${id}`,
      title,
      given: { needs: NEEDS, applies: hasOrganisation('feide'), driver },
      when: async ({ op, client, control }) => {
        const plain = control(await client.start())
        const params = { login_hint: ALL }
        const start = await client.start({ params })
        const offered = organisationsOn(op.profile, start)
        const login = await client.authorize({ params })
        return { plain, start, offered, login, expected: titlesOf(op.profile, 'feide') }
      },
      verify: {
        'FEIDE-HINT-ALL': ({ plain, start, offered, login, expected, expect }) => {
          expect(plain.kind, 'the page without a hint').toBe('account-page')
          expect(start.kind, 'the page with the hint').toBe('organisation-page')
          expect(listed(offered), 'organisations to choose among').toBe(listed(expected))
          expect(login).toBeCallback()
          expect(listed(login.pages), 'pages on the way').toBe('organisation, login')
        },
      },
    })

  scenario({
    id: 'oidc.op.login-hint.realm',
    title: 'leads straight to the login of the organisation that is named',
    given: { needs: NEEDS, applies: hasOrganisations },
    when: async ({ op, client, user, control }) => {
      control(await client.start())
      const { realm, title: expected } = organisationOf(op.profile, user)
      const params = { login_hint: `feide|realm|${realm}` }
      const start = await client.start({ params })
      const login = await client.authorize({ params })
      return { start, named: organisationsOn(op.profile, start), expected, login }
    },
    verify: {
      'FEIDE-HINT-REALM': ({ start, named, expected, login, expect }) => {
        expect(start.kind).toBe('login-page')
        expect(listed(named), 'organisations on the page').toBe(expected)
        expect(login).toBeCallback()
        expect(listed(login.pages), 'pages on the way').toBe('login')
      },
    },
  })

  scenario({
    id: 'oidc.op.login-hint.every-realm',
    title: 'leads to the login of every one of its organisations by its realm',
    given: { needs: NEEDS, applies: hasOrganisation('feide') },
    when: async ({ op, client, control }) => {
      control(await client.start())
      const { organisations = [] } = op.profile
      const expected: [string, string][] = []
      const led: [string, string][] = []
      for (const { realm, title } of organisations.filter(({ kind }) => kind === 'feide')) {
        const start = await client.start({ params: { login_hint: `feide|realm|${realm}` } })
        expected.push([realm, `login-page of ${title}`])
        led.push([realm, `${start.kind} of ${listed(organisationsOn(op.profile, start))}`])
      }
      return { expected: Object.fromEntries(expected), led: Object.fromEntries(led) }
    },
    verify: { 'FEIDE-HINT-REALM': ({ expected, led, expect }) => expect(led).toEqual(expected) },
  })

  scenario({
    id: 'oidc.op.login-hint.idporten',
    title: 'leads to ID-porten, where somebody without an organisation logs in',
    given: { needs: NEEDS, user: 'idporten', applies: hasOrganisation('idporten') },
    when: async ({ op, client, control }) => {
      control(await client.start())
      const params = { login_hint: IDPORTEN }
      const start = await client.start({ params })
      const login = await client.authorize({ params })
      return { start, named: organisationsOn(op.profile, start), expected: titlesOf(op.profile, 'idporten'), login }
    },
    verify: {
      'FEIDE-HINT-IDPORTEN': ({ start, named, expected, login, expect }) => {
        expect(start.kind).toBe('login-page')
        expect(listed(named), 'logins on the page').toBe(listed(expected))
        expect(login).toBeCallback()
        expect(listed(login.pages), 'pages on the way').toBe('login')
      },
    },
  })
})
