import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { CommandAttempt } from './contract-command.ts'
import { citing, type Judge } from './definition.ts'
import { scenario } from './scenario.ts'
import type { CommandFlow } from './target-command.ts'

interface Row {
  /** Of the scenario. */
  readonly id: string
  /** `when the token endpoint is down` */
  readonly when: string
  readonly attack: string
}

interface Evidence {
  readonly attempt: CommandAttempt
}

const givesUp: Judge<Evidence> = ({ attempt, expect }) => expect(attempt).toGiveUp()

/** A scenario for each attack after which a program must end in failure: between two good runs. */
export const givingUp = (flow: CommandFlow, requirement: RequirementId, rows: readonly Row[]): void => {
  for (const { id, when, attack } of rows) {
    scenario<Evidence>({
      id,
      title: `gives up and says so ${when}`,
      given: { command: { flow } },
      when: async ({ command }) => ({ attempt: await command.attempt(when, { attack }) }),
      verify: citing<Evidence>(requirement, givesUp),
    })
  }
}
