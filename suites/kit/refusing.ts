import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Attack } from '#mocks/faults/index.ts'
import type { Attempt } from './contract-service.ts'
import { citing, type Judge } from './definition.ts'
import { scenario } from './scenario.ts'

interface Evidence {
  readonly attempt: Attempt
}

const keepsOut: Judge<Evidence> = ({ attempt, expect }) => expect(attempt).toKeepOut()

/** The scenario that every attack makes: between two good logins, a login that must leave nobody signed in. */
export const refusing = (attack: Attack): void =>
  scenario<Evidence>({
    id: attack.id.replace(/^attack\./, 'oidc.rp.'),
    title: `does not fall for ${attack.title}`,
    given: { service: {}, users: ['many-groups'] },
    when: async ({ service }) => ({ attempt: await service.attempt(attack.id) }),
    verify: citing<Evidence>(attack.tries as RequirementId, keepsOut),
  })
