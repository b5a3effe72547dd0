import { describe } from 'vitest'
import type { Profile, User } from '#suites/kit/contract.ts'
import { listed } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const ROLE = 'second-factor'
const NEEDS = ['code', 'acr'] as const

const someoneHasALevel = ({ people }: Profile): string | undefined =>
  people[ROLE]?.attributes.acr === undefined ? 'No user of this issuer has a second factor.' : undefined

/** What a user can reach: as their attributes say, or as the user of that role in the profile. */
const levelOf = ({ people }: Profile, { attributes }: User): string =>
  String(attributes.acr ?? people[ROLE]?.attributes.acr)

// Grades and health data are behind a second factor: acr says what was reached, and never what was only wished for.
describe('Authentication level', { tags: ['oidc', 'op', 'acr'] }, () => {
  scenario({
    id: 'oidc.op.authentication-level.reached',
    title: 'asks for the second factor and states the level that was asked for',
    given: { needs: NEEDS, user: ROLE, applies: someoneHasALevel },
    when: async ({ op, client, user }) => {
      const level = levelOf(op.profile, user)
      const login = await client.authorize({ params: { acr_values: level } })
      const tokens = login.code ? await client.exchange(login) : undefined
      return { login, level, idToken: await op.verify(tokens?.idToken ?? '') }
    },
    verify: {
      'FEIDE-ACR': ({ login, level, idToken, expect }) => {
        expect(login).toBeCallback()
        expect(listed(login.pages), 'pages on the way').toContain('second-factor')
        expect(idToken.claims.acr).toBe(level)
      },
    },
  })

  scenario({
    id: 'oidc.op.authentication-level.not-asked',
    title: 'asks for no second factor, and claims none, where no level was asked for',
    given: { needs: NEEDS, user: ROLE, applies: someoneHasALevel },
    when: async ({ op, client, user, control }) => {
      const login = control(await client.authorize())
      const tokens = await client.exchange(login)
      return { login, level: levelOf(op.profile, user), idToken: await op.verify(tokens.idToken ?? '') }
    },
    verify: {
      'FEIDE-ACR': ({ login, level, idToken, expect }) => {
        expect(idToken).toBeVerified()
        expect(listed(login.pages), 'pages on the way').not.toContain('second-factor')
        expect(idToken.claims.acr).not.toBe(level)
      },
    },
  })

  scenario({
    id: 'oidc.op.authentication-level.out-of-reach',
    title: 'refuses a login on a level that its user cannot reach',
    given: { needs: NEEDS, users: [ROLE], applies: someoneHasALevel },
    when: async ({ op, client, userAs, control, newBrowser }) => {
      control(await client.authorize({ in: await newBrowser() }))
      return { refused: await client.authorize({ params: { acr_values: levelOf(op.profile, userAs(ROLE)) } }) }
    },
    verify: {
      'FEIDE-ACR': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('access_denied', 'authorization.level-unmet'),
    },
  })

  scenario({
    id: 'oidc.op.authentication-level.stepped-up',
    title: 'asks a user who is logged in for the second factor alone, and remembers it',
    given: { needs: [...NEEDS, 'sso'], user: ROLE, clients: ['web-two'], applies: someoneHasALevel },
    when: async ({ op, client, clientAs, user, control }) => {
      const level = levelOf(op.profile, user)
      control(await client.authorize())
      const raised = await client.login({ params: { acr_values: level } })
      const kept = await clientAs('web-two').authorize({ params: { acr_values: level } })
      const tokens = kept.code ? await clientAs('web-two').exchange(kept) : undefined
      const [first, second] = [await op.verify(raised.idToken ?? ''), await op.verify(tokens?.idToken ?? '')]
      return { raised, kept, level, acr: first.claims.acr, again: second.claims.acr }
    },
    verify: {
      'FEIDE-ACR': ({ raised, kept, level, acr, again, expect }) => {
        expect(listed(raised.authorization.pages), 'pages when the level is asked for').toBe('second-factor')
        expect(acr).toBe(level)
        expect(listed(kept.pages), 'pages for another service').toBe('none')
        expect(again, 'acr for another service').toBe(level)
      },
    },
  })

  scenario({
    id: 'oidc.op.authentication-level.silent',
    title: 'gives nothing to prompt=none below the level that was asked for',
    given: { needs: [...NEEDS, 'prompt-none'], user: ROLE, applies: someoneHasALevel },
    when: async ({ op, client, user, control }) => {
      const params = { prompt: 'none', acr_values: levelOf(op.profile, user) }
      control(await client.authorize())
      control(await client.start({ params: { prompt: 'none' } }))
      return { refused: await client.start({ params }) }
    },
    verify: {
      'FEIDE-ACR': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('access_denied', 'authorization.level-unmet'),
    },
  })

  scenario({
    id: 'oidc.op.authentication-level.several',
    title: 'states of several levels the one that was reached',
    given: { needs: NEEDS, user: ROLE, applies: someoneHasALevel },
    when: async ({ op, client, user }) => {
      const level = levelOf(op.profile, user)
      // A level of the same family, above every one there is.
      const higher = level.replace(/\d+$/, '9')
      const login = await client.authorize({ params: { acr_values: `${higher} ${level}` } })
      const tokens = login.code ? await client.exchange(login) : undefined
      return { login, level, idToken: await op.verify(tokens?.idToken ?? '') }
    },
    verify: {
      'FEIDE-ACR': ({ login, level, idToken, expect }) => {
        expect(login).toBeCallback()
        expect(idToken.claims.acr).toBe(level)
      },
    },
  })
})
