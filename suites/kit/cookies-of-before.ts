import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Given } from './contract.ts'
import { citing, scenario } from './scenario.ts'

/** A session is over at the service, and not only in the browser that signed out. */
export const cookiesOfBefore = (id: string, requirement: RequirementId, given: Given): void =>
  scenario<{ readonly there: string | undefined }>({
    id,
    title: 'knows nobody any more who shows the cookies of before the logout',
    given,
    when: async ({ service, inapplicable }) => {
      const login = await service.signedIn()
      const cookies = await service.sessionCookies(login)
      if (cookies.length === 0) inapplicable('The session does not hang on cookies alone.')
      if ((await service.whoHas(cookies)) === undefined) inapplicable('The cookies are good for one request only.')
      await service.signOut(login.browser)
      return { there: await service.whoHas(cookies) }
    },
    verify: citing(requirement, ({ there, expect }) => {
      expect(there, 'the user in another browser that shows the cookies of before').toBeUndefined()
    }),
  })
