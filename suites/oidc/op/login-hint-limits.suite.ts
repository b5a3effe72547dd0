import { describe } from 'vitest'
import { listed } from '#suites/kit/json.ts'
import { hasOrganisations, organisationOf } from '#suites/kit/organisations.ts'
import { scenario } from '#suites/kit/scenario.ts'

const NEEDS = ['code', 'login-hint'] as const

describe('Where a login hint does not count', { tags: ['oidc', 'op', 'login-hint'] }, () => {
  scenario({
    id: 'oidc.op.login-hint-limits.interaction',
    title: 'shows the account chooser for a client that requires user interaction, whatever is hinted',
    given: { needs: NEEDS, client: 'interactive', clients: ['web'], applies: hasOrganisations },
    when: async ({ op, client, clientAs, user, control }) => {
      const { realm } = organisationOf(op.profile, user)
      const hints = ['feide|all', `feide|realm|${realm}`, `feide|realm|${realm}|${user.username}`, 'idporten']
      control(await client.start())
      const skipping: string[] = []
      const kept: string[] = []
      for (const login_hint of hints) {
        const params = { login_hint }
        const here = await client.start({ params })
        const there = await clientAs('web').start({ params })
        if (here.kind !== 'account-page') skipping.push(login_hint)
        if (there.kind === 'account-page') kept.push(login_hint)
      }
      return { skipping, kept, login: await client.authorize({ params: { login_hint: hints[1] } }) }
    },
    verify: {
      'FEIDE-HINT-INTERACTION': ({ skipping, kept, login, expect }) => {
        expect(listed(kept), 'hints that do not count for a client without interaction').toBe('none')
        expect(listed(skipping), 'hints that count for one with it').toBe('none')
        expect(login).toBeCallback()
        expect(listed(login.pages), 'pages on the way').toBe('account, login')
      },
    },
  })

  scenario({
    id: 'oidc.op.login-hint-limits.chosen-again',
    title: 'asks at every login who it is to be where interaction is required, and wants no second password',
    given: { needs: [...NEEDS, 'sso'], client: 'interactive', clients: ['web'], applies: hasOrganisations },
    when: async ({ client, clientAs, control }) => {
      control(await client.authorize())
      return { silent: await clientAs('web').authorize(), again: await client.authorize() }
    },
    verify: {
      'FEIDE-HINT-INTERACTION': ({ silent, again, expect }) => {
        expect(listed(silent.pages), 'pages for a client without interaction').toBe('none')
        expect(listed(again.pages), 'pages for one with it').toBe('account')
        expect(again).toBeCallback()
      },
    },
  })

  scenario({
    id: 'oidc.op.login-hint-limits.without-openid',
    title: 'shows the account chooser for a request without openid, whatever is hinted',
    given: { needs: NEEDS, applies: hasOrganisations },
    when: async ({ op, client, user, control }) => {
      const params = { login_hint: `feide|realm|${organisationOf(op.profile, user).realm}` }
      const hinted = control(await client.start({ params }))
      const scope = 'profile'
      control(await client.start({ scope }))
      return { hinted, plain: await client.start({ params, scope }) }
    },
    verify: {
      'FEIDE-HINT-INTERACTION': ({ hinted, plain, expect }) => {
        expect(hinted.kind, 'the page with openid').toBe('login-page')
        expect(plain.kind, 'the page without it').toBe('account-page')
      },
    },
  })

  for (const { id, title, hint } of [
    { id: 'word', title: 'that is a word nobody knows', hint: 'aai-conformance' },
    { id: 'cut', title: 'that ends too early', hint: 'feide|realm' },
    { id: 'empty-realm', title: 'that names no organisation', hint: 'feide|realm|' },
    { id: 'unknown-realm', title: 'that names an organisation nobody knows', hint: 'feide|realm|nowhere.example' },
    { id: 'too-long', title: 'with more after all', hint: 'feide|all|nowhere.example' },
    { id: 'too-many', title: 'with a part too many', hint: 'feide|realm|nowhere.example|ada@nowhere.example|ada' },
    { id: 'no-feide', title: 'that names ID-porten as an organisation', hint: 'feide|realm|idporten' },
    { id: 'encoded-twice', title: 'that was encoded twice', hint: 'feide%7Call' },
    { id: 'line-break', title: 'with a line break', hint: 'feide|all\r\nX-Injected: 1' },
    { id: 'markup', title: 'full of markup', hint: `"'><script>alert(1)</script><b>` },
    { id: 'huge', title: 'of four thousand characters', hint: `feide|realm|${'a'.repeat(4_000)}` },
  ])
    scenario({
      id: `oidc.op.login-hint-bad.${id}`,
      title: `ignores a hint ${title}`,
      given: { needs: NEEDS, applies: hasOrganisations },
      when: async ({ client, control, newBrowser }) => {
        control(await client.authorize({ in: await newBrowser() }))
        const params = { login_hint: hint }
        const start = await client.start({ params })
        return { start, login: await client.authorize({ params }) }
      },
      verify: {
        'FEIDE-HINT-BAD': ({ start, login, expect }) => {
          expect(start.kind, 'the page shown').toBe('account-page')
          expect(start.answer.text).not.toContain('<script>alert')
          expect(start.answer.headers.get('x-injected')).toBeNull()
          expect(login).toBeCallback()
        },
      },
    })
})
