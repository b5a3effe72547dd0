import type { Attack } from '#mocks/faults/index.ts'
import type { Trial, TrialOptions } from './contract-service-alone.ts'
import type { Judge, Verify } from './definition.ts'
import { idOf, titleOf } from './refusing.ts'
import { scenario } from './scenario.ts'

type Evidence = Trial

const keepsOut: Judge<Evidence> = ({ attempt, expect }) => expect(attempt).toKeepOut()

const comesBack: Judge<Evidence> = ({ attempt, recovery, expect }) => {
  // What nobody took, or nobody can tell, is nothing to recover from.
  if (attempt.outcome !== 'accepted') expect(attempt).toKeepOut()
  expect(recovery.worked, `logins after the issuer was well again${recovery.why ? `: ${recovery.why}` : ''}`).toBe(true)
}

const both: Judge<Evidence> = async (evidence) => {
  await keepsOut(evidence)
  await comesBack(evidence)
}

/** A scenario for each attack on what the issuer publishes for all: the service has it for itself meanwhile. */
export const ailing = (attacks: readonly Attack[], options: TrialOptions = {}): void => {
  for (const attack of attacks) {
    const verify =
      attack.tries === 'RP-ERROR' ? { 'RP-ERROR': both } : { [attack.tries]: keepsOut, 'RP-ERROR': comesBack }
    scenario<Evidence>({
      id: idOf(attack),
      title: `${titleOf(attack)}, and comes back to itself`,
      given: { service: { alone: true }, users: ['many-groups'] },
      when: async ({ service, note }) => {
        const trial = await service.alone.trial(attack.id, options)
        if (trial.recovery.worked) note('seconds until it worked again', trial.recovery.seconds)
        return trial
      },
      verify: verify as Verify<Evidence>,
    })
  }
}
