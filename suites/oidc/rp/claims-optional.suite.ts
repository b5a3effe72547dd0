import { describe } from 'vitest'
import { entitlements, type Somebody, unusualPeople } from '#suites/kit/claims/unusual-people.ts'
import type { Tools } from '#suites/kit/contract.ts'
import type { SignIn } from '#suites/kit/contract-service.ts'
import { scenario } from '#suites/kit/scenario.ts'

interface Candidate extends Somebody {
  readonly attack?: string
}

const people: readonly Candidate[] = [
  ...unusualPeople,
  {
    id: 'text-for-list',
    title: 'a user whose only entitlement comes as a text and not as a list',
    attributes: { eduperson_entitlement: [...entitlements(1)] },
    attack: 'attack.attributes.entitlement-text',
  },
]

/** Nobody stumbles over what never came. */
const heardOf = ({ service, inapplicable }: Tools, login: SignIn, claims: readonly string[]): void => {
  const reasons = claims.map((claim) => service.untold(login, claim))
  if (reasons.every((reason) => reason !== undefined)) inapplicable(reasons[0] ?? '')
}

// The guest without a home organisation and the coordinator in two hundred groups are the first to see an error page.
describe('Users of a service', { tags: ['oidc', 'rp', 'claims'] }, () => {
  for (const { id, title, attributes, attack } of people) {
    scenario({
      id: `oidc.rp.claims.${id}`,
      title: `signs in ${title}`,
      given: { service: { whoami: true } },
      when: async (tools) => {
        const { service } = tools
        heardOf(tools, await service.usual(), Object.keys(attributes))
        const login = await service.setOut({ as: await service.newUser(attributes), ...(attack ? { attack } : {}) })
        return { login, later: await service.whoami(login.browser) }
      },
      verify: {
        'CLAIM-OPTIONAL': ({ login, later, expect }) => {
          const where = login.answer === undefined ? '' : ` (${login.answer.status})`
          expect(login.user, `the user after the login${where}`).toBe(login.expected)
          expect(later, 'the user on a second page').toBe(login.expected)
        },
      },
    })
  }
})
