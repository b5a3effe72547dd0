import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Attack } from '#mocks/faults/index.ts'
import type { SignIn } from './contract-service.ts'
import { idOf } from './refusing.ts'
import { citing, scenario } from './scenario.ts'

interface Evidence {
  readonly login: SignIn
  readonly later: string | undefined
}

/** A scenario for each legal variation that concerns what is required: whoever logs in has to be signed in. */
export const gettingAlong = (requirement: RequirementId, variations: readonly Attack[]): void => {
  for (const variation of variations.filter(({ tries }) => tries === requirement)) {
    scenario<Evidence>({
      id: idOf(variation),
      title: `signs its user in by ${variation.title}`,
      given: { service: { saml: true, whoami: true } },
      when: async ({ service, inapplicable }) => {
        if (requirement === 'SAMLCORE-2.3.4' && !service.sp().encrypts) {
          inapplicable('The service publishes no key for encryption.')
        }
        await service.usual()
        const login = await service.setOut({ as: await service.newUser(), attack: variation.id })
        return { login, later: await service.whoami(login.browser) }
      },
      verify: citing(requirement, ({ login, later, expect }) => {
        const where = login.answer === undefined ? '' : ` (${login.answer.status})`
        expect(login.user, `the user after the login${where}`).toBe(login.expected)
        expect(later, 'the user on a second page').toBe(login.expected)
      }),
    })
  }
}
