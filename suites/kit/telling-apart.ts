import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Given, Tools } from './contract.ts'
import type { ServiceGiven, SignIn } from './contract-service.ts'
import { citing, scenario } from './scenario.ts'

/** Where the address never comes nobody can be told by it. */
const withAddress = ({ service, inapplicable }: Tools, login: SignIn): SignIn => {
  const untold = service.untold(login, 'email')
  return untold === undefined ? login : inapplicable(untold)
}

/** By name or number; ends the judgement where nobody can tell. */
const accountsOf = async ({ service }: Tools, logins: readonly SignIn[]): Promise<readonly string[]> => {
  const accounts = []
  for (const login of logins) accounts.push(await service.account(login))
  return accounts
}

const addressOf = ({ random }: Tools): string => `${random.unreserved(12).toLowerCase()}@shared.example`

type Tell = (prefix: string, requirement: RequirementId, given: Given) => void

const shared: Tell = (prefix, requirement, given) =>
  scenario<{ readonly one: SignIn; readonly other: SignIn }>({
    id: `${prefix}.address-shared`,
    title: 'keeps two people apart who share an e-mail address',
    given,
    when: async (tools) => {
      const { service } = tools
      const email = addressOf(tools)
      const one = withAddress(tools, await service.signedIn({ as: await service.newUser({ email }) }))
      const other = await service.setOut({ as: await service.newUser({ email }) })
      return { one, other }
    },
    verify: citing(requirement, async ({ one, other, expect, ...tools }) => {
      expect(other.user, 'the user after the second one logged in').toBe(other.expected)
      const [first, second] = await accountsOf(tools, [one, other])
      expect(second, 'the account of the second user').not.toBe(first)
    }),
  })

const changed: Tell = (prefix, requirement, given) =>
  scenario<{ readonly before: SignIn; readonly after: SignIn }>({
    id: `${prefix}.address-changed`,
    title: 'knows somebody again whose e-mail address has changed',
    given,
    when: async (tools) => {
      const { service } = tools
      const user = await service.newUser({ email: addressOf(tools) })
      const before = withAddress(tools, await service.signedIn({ as: user }))
      await service.changeUser(user, { email: addressOf(tools) })
      return { before, after: await service.setOut({ as: user }) }
    },
    verify: citing(requirement, async ({ before, after, expect, ...tools }) => {
      // A service that shows addresses may show the one that it knew first.
      expect([before.expected, after.expected], 'the user after the change').toContain(after.user)
      const [old, now] = await accountsOf(tools, [before, after])
      expect(now, 'the account after the change').toBe(old)
    }),
  })

const handedOn: Tell = (prefix, requirement, given) =>
  scenario<{ readonly before: SignIn; readonly heir: SignIn; readonly after: SignIn }>({
    id: `${prefix}.address-handed-on`,
    title: 'does not hand an account over with an e-mail address that somebody else has by now',
    given,
    when: async (tools) => {
      const { service } = tools
      const email = addressOf(tools)
      const leaver = await service.newUser({ email })
      const before = withAddress(tools, await service.signedIn({ as: leaver }))
      await service.changeUser(leaver, { email: addressOf(tools) })
      const heir = await service.setOut({ as: await service.newUser({ email }) })
      return { before, heir, after: await service.setOut({ as: leaver }) }
    },
    verify: citing(requirement, async ({ before, heir, after, expect, ...tools }) => {
      expect(heir.user, 'the user after the heir of the address logged in').toBe(heir.expected)
      const [account, ofHeir, now] = await accountsOf(tools, [before, heir, after])
      expect(ofHeir, 'the account of the heir').not.toBe(account)
      expect(now, 'the account of the one who had the address before').toBe(account)
    }),
  })

/** Addresses change with every job and are handed on; who somebody is says the identifier alone. */
export const telling = (prefix: string, requirement: RequirementId, service: ServiceGiven): void => {
  const given: Given = { service: { ...service, whoami: true } }
  for (const tell of [shared, changed, handedOn]) tell(prefix, requirement, given)
}
