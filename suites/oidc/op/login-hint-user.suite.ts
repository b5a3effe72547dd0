import { describe } from 'vitest'
import type { Profile, User } from '#suites/kit/contract.ts'
import { listed, members } from '#suites/kit/json.ts'
import { hasOrganisations, organisationOf } from '#suites/kit/organisations.ts'
import { scenario } from '#suites/kit/scenario.ts'

const NEEDS = ['code', 'login-hint'] as const

const hintFor = (profile: Profile, user: User): { readonly login_hint: string } => ({
  login_hint: `feide|realm|${organisationOf(profile, user).realm}|${user.username}`,
})

// The hint says who is expected. It is a wish: whoever logs in is who the service learns of.
describe('Login hints that name a user', { tags: ['oidc', 'op', 'login-hint'] }, () => {
  scenario({
    id: 'oidc.op.login-hint-user.expected',
    title: 'leads the user who is expected through nothing but the login',
    given: { needs: NEEDS, applies: hasOrganisations },
    when: async ({ op, client, user, control }) => {
      control(await client.start())
      return { login: await client.authorize({ params: hintFor(op.profile, user) }) }
    },
    verify: {
      'FEIDE-HINT-USER': ({ login, expect }) => {
        expect(login).toBeCallback()
        expect(listed(login.pages), 'pages on the way').toBe('login')
      },
    },
  })

  for (const { id, driver, title } of [
    { id: 'other', driver: undefined, title: 'warns a user who is not the one expected, and lets them go on' },
    { id: 'other-in-browser', driver: 'browser', title: 'warns a user who is not the one expected, in a browser' },
  ] as const)
    scenario({
      id: `oidc.op.login-hint-user.${id}`,
      title,
      given: { needs: [...NEEDS, 'userinfo'], users: ['non-ascii'], applies: hasOrganisations, driver },
      when: async ({ op, client, user, userAs, control }) => {
        const colleague = userAs('non-ascii')
        control(await client.start())
        const params = hintFor(op.profile, user)
        const login = await client.authorize({ params, scope: 'openid profile', as: colleague })
        const told = login.code ? await client.userinfo(await client.exchange(login)) : undefined
        return { login, told: members(told?.json).name, expected: colleague.attributes.name }
      },
      verify: {
        'FEIDE-HINT-USER': ({ login, told, expected, expect }) => {
          expect(listed(login.pages), 'pages on the way').toBe('login, warning')
          expect(login).toBeCallback()
          expect(told, 'the user of whom the service learns').toBe(expected)
        },
      },
    })

  scenario({
    id: 'oidc.op.login-hint-user.session',
    title: 'warns a user who is logged in already and is not the one expected',
    given: { needs: [...NEEDS, 'sso'], users: ['other'], applies: hasOrganisations },
    when: async ({ op, client, user, userAs, control }) => {
      const as = userAs('other')
      control(await client.authorize({ as }))
      const own = await client.authorize({ params: hintFor(op.profile, as), as })
      return { own, login: await client.authorize({ params: hintFor(op.profile, user), as }) }
    },
    verify: {
      'FEIDE-HINT-USER': ({ own, login, expect }) => {
        expect(listed(own.pages), 'pages for the user expected').toBe('none')
        expect(listed(login.pages), 'pages for another').toBe('warning')
        expect(login).toBeCallback()
      },
    },
  })

  scenario({
    id: 'oidc.op.login-hint-user.no-proof',
    title: 'asks the user who is expected for the password all the same',
    given: { needs: [...NEEDS, 'prompt-none'], applies: hasOrganisations },
    when: async ({ op, client, user, control }) => {
      control(await client.start())
      const params = hintFor(op.profile, user)
      return {
        start: await client.start({ params }),
        silent: await client.start({ params: { ...params, prompt: 'none' } }),
      }
    },
    verify: {
      'OIDCC-3.1.2.1-login_hint': ({ start, silent, expect }) => {
        expect(start.kind).toBe('login-page')
        expect(silent).toBeAuthorizationError('login_required', 'authorization.login-required')
      },
    },
  })
})
