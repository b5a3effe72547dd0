import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// The gatekeeper tells the API who calls: with X-Dataporten-userid a user, without it a system.
describe('Users and systems at an API behind a gatekeeper', { tags: ['api', 'gatekeeper', 'user'] }, () => {
  scenario({
    id: 'api.user.shown',
    title: 'is told which user calls, and takes the call for that user’s',
    given: { api: { protection: ['gatekeeper'] } },
    when: async ({ api }) => {
      const token = await api.token()
      return { answer: await api.call(token), user: token.user }
    },
    verify: {
      'API-USER-HEADER': ({ answer, user, api, expect }) => {
        expect(answer).toBeServed()
        expect(api.seen(answer).user, 'the user that the API saw').toBe(user)
      },
    },
  })

  scenario({
    id: 'api.user.other-user',
    title: 'tells two users apart',
    given: { api: { protection: ['gatekeeper'] }, users: ['other'] },
    when: async ({ api, control, newBrowser }) => {
      const first = await api.token()
      const second = await api.token({ as: 'other', in: await newBrowser() })
      control(await api.call(first))
      return { answer: await api.call(second), user: second.user, before: first.user }
    },
    verify: {
      'API-USER-HEADER': ({ answer, user, before, api, expect }) => {
        expect(user).not.toBe(before)
        expect(api.seen(answer).user, 'the user that the API saw').toBe(user)
      },
    },
  })

  scenario({
    id: 'api.user.system',
    title: 'takes the call of a system for nobody’s, or refuses it',
    given: { api: { protection: ['gatekeeper'], system: true } },
    when: async ({ api, control }) => {
      control(await api.call(await api.token()))
      return { answer: await api.call(await api.token({ holder: 'system' })) }
    },
    verify: {
      'API-USER-HEADER': ({ answer, api, expect }) => {
        if (answer.status >= 300) expect(answer).toBeTurnedAway()
        expect(api.seen(answer).user ?? 'nobody', 'the user that the API saw').toBe('nobody')
      },
    },
  })

  scenario({
    id: 'api.user.client',
    title: 'is told which client calls',
    given: { api: { protection: ['gatekeeper'], shows: ['client'], system: true } },
    when: async ({ api, control }) => {
      const token = await api.token()
      const answer = control(await api.call(token))
      return { answer, client: token.client }
    },
    verify: {
      'API-USER-HEADER': ({ answer, client, api, expect }) =>
        expect(api.seen(answer).client, 'the client that the API saw').toBe(client),
    },
  })

  scenario({
    id: 'api.user.for-users',
    title: 'keeps what is for users from systems',
    given: { api: { protection: ['gatekeeper'], needs: ['forUsers'], system: true } },
    when: async ({ api, control }) => {
      control(await api.call(await api.token(), { at: 'forUsers' }))
      return { answer: await api.call(await api.token({ holder: 'system' }), { at: 'forUsers' }) }
    },
    verify: { 'API-USER-HEADER': ({ answer, expect }) => expect(answer).toBeTurnedAway() },
  })

  scenario({
    id: 'api.user.for-systems',
    title: 'keeps what is for systems from users',
    given: { api: { protection: ['gatekeeper'], needs: ['forSystems'], system: true } },
    when: async ({ api, control }) => {
      control(await api.call(await api.token({ holder: 'system' }), { at: 'forSystems' }))
      return { answer: await api.call(await api.token(), { at: 'forSystems' }) }
    },
    verify: { 'API-USER-HEADER': ({ answer, expect }) => expect(answer).toBeTurnedAway() },
  })
})
