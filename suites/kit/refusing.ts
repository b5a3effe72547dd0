import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Attack } from '#mocks/faults/index.ts'
import type { Attempt } from './contract-service.ts'
import { citing, type Judge } from './definition.ts'
import { scenario } from './scenario.ts'

interface Evidence {
  readonly attempt: Attempt
}

const keepsOut: Judge<Evidence> = ({ attempt, expect }) => expect(attempt).toKeepOut()

/** A scenario for each attack on what is required: between two good logins, one that must leave nobody signed in. */
export const refusing = (requirement: RequirementId, attacks: readonly Attack[]): void => {
  for (const { id, title } of attacks.filter(({ tries }) => tries === requirement)) {
    scenario<Evidence>({
      id: id.replace(/^attack\./, 'oidc.rp.'),
      title: `does not fall for ${title}`,
      given: { service: {}, users: ['many-groups'] },
      when: async ({ service }) => ({ attempt: await service.attempt(id) }),
      verify: citing<Evidence>(requirement, keepsOut),
    })
  }
}
