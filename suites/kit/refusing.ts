import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Attack } from '#mocks/faults/index.ts'
import type { Attempt, ServiceGiven } from './contract-service.ts'
import type { Judge, Verify } from './definition.ts'
import { scenario } from './scenario.ts'

interface Evidence {
  readonly attempt: Attempt
}

const keepsOut: Judge<Evidence> = ({ attempt, expect }) => expect(attempt).toKeepOut()

/** RFC 8725 section 3.10: the address stood in a token that nobody had a reason to believe. */
const staysAway: Judge<Evidence> = ({ attempt, expect }) => {
  expect(attempt).toKeepOut()
  const fetched = attempt.login.requests.filter(({ endpoint }) => endpoint === 'stranger')
  expect(
    fetched.map(({ url }) => new URL(url).pathname),
    'addresses in the token that the service called',
  ).toEqual([])
}

const judgeOf = (requirement: RequirementId, { set }: Attack): Judge<Evidence> =>
  requirement === 'RFC8725-3.10' || set?.forgery === 'external-entity' ? staysAway : keepsOut

const isSaml = ({ id }: Attack): boolean => id.startsWith('attack.saml-')

export const idOf = ({ id }: Attack): string =>
  id.replace(/^attack\.saml-/, 'saml.sp.').replace(/^attack\./, 'oidc.rp.')

/** What the services are at which it is played. */
export const serviceFor = (attack: Attack): ServiceGiven => (isSaml(attack) ? { saml: true } : {})

export const titleOf = ({ title, oneself }: Attack): string =>
  oneself === 'fine' ? `signs nobody else in after ${title}` : `does not fall for ${title}`

/** A scenario for each attack on what is required: between two good logins, one that must leave nobody signed in. */
export const refusing = (requirement: RequirementId, attacks: readonly Attack[]): void => {
  for (const attack of attacks.filter(({ tries }) => tries === requirement)) {
    const { id, tries, also = [], needs = [] } = attack
    scenario<Evidence>({
      id: idOf(attack),
      title: titleOf(attack),
      given: { service: serviceFor(attack), users: ['many-groups'], needs },
      when: async ({ service }) => ({ attempt: await service.attempt(id) }),
      verify: Object.fromEntries([tries, ...also].map((each) => [each, judgeOf(each, attack)])) as Verify<Evidence>,
    })
  }
}
