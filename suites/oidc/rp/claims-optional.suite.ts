import { describe } from 'vitest'
import type { Tools } from '#suites/kit/contract.ts'
import type { SignIn } from '#suites/kit/contract-service.ts'
import type { Attributes } from '#suites/kit/contract-service-acts.ts'
import { scenario } from '#suites/kit/scenario.ts'

interface Somebody {
  readonly id: string
  /** A noun phrase with its article. */
  readonly title: string
  readonly attributes: Attributes
  readonly attack?: string
}

const named = (given_name: string, family_name: string): Attributes => ({
  name: `${given_name} ${family_name}`,
  given_name,
  family_name,
})

const entitlements = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) => `urn:geant:openaire.eu:group:vo-${index % 20}.example:project-${index}:role=member#aai.openaire.eu`,
  )

const people: readonly Somebody[] = [
  {
    id: 'nothing-optional',
    title: 'a user without affiliation, entitlement and ORCID iD',
    attributes: { voperson_external_affiliation: null, eduperson_entitlement: null, orcid: null },
  },
  {
    id: 'one-name',
    title: 'a user with one name, neither given nor inherited',
    attributes: { name: 'Sukarno', given_name: null, family_name: null },
  },
  { id: 'many-groups', title: 'a member of 200 groups', attributes: { eduperson_entitlement: [...entitlements(200)] } },
  { id: 'one-group', title: 'a member of one group', attributes: { eduperson_entitlement: [...entitlements(1)] } },
  {
    id: 'accents',
    title: 'a user whose name has letters of all of Europe',
    attributes: named('Þórdís Žofie', 'Łukasiewicz-Ødegård'),
  },
  { id: 'other-script', title: 'a user whose name is written in another script', attributes: named('小龍', '李') },
  { id: 'right-to-left', title: 'a user whose name is written from right to left', attributes: named('نجيب', 'محفوظ') },
  { id: 'emoji', title: 'a user with an emoji in the name', attributes: named('Ada 👩🏽‍🔬', 'Lovelace 🏳️‍🌈') },
  {
    id: 'markup',
    title: 'a user whose name is full of quotes and markup',
    attributes: named(`Conan "Co" <b>`, `O'Brien & </b>`),
  },
  {
    id: 'long-name',
    title: 'a user with a name of 400 characters',
    attributes: named('Ana '.repeat(50).trim(), 'Silva '.repeat(33).trim()),
  },
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
