import type { Attack } from '#mocks/faults/index.ts'
import type { Attempt, SignIn } from './contract-service.ts'
import type { Judge } from './definition.ts'
import { idOf, titleOf } from './refusing.ts'
import { scenario } from './scenario.ts'
import { HeldBack } from './signals.ts'

interface Evidence {
  readonly attempt: Attempt
  /** Nobody tries again who is signed in. */
  readonly again?: SignIn
}

const USER = 'many-groups'

const recovers: Judge<Evidence> = ({ attempt, again, expect }) => {
  expect(attempt).toKeepOut()
  if (!again) return
  if (again.trouble !== undefined)
    throw new HeldBack('skip', `The next try in this browser did not end: ${again.trouble}.`)
  expect(again.user, 'the user of the next try in this browser').toBe(again.expected)
}

/** For each attack that is a failure of the issuer: nobody is signed in, and the next try works. */
export const recovering = (attacks: readonly Attack[]): void => {
  for (const attack of attacks.filter(({ tries }) => tries === 'RP-ERROR')) {
    scenario<Evidence>({
      id: idOf(attack),
      title: `${titleOf(attack)}, and recovers`,
      given: { service: {}, users: [USER] },
      when: async ({ service }) => {
        const attempt = await service.attempt(attack.id)
        if (attempt.outcome === 'accepted') return { attempt }
        return { attempt, again: await service.signIn({ as: USER, in: attempt.login.browser }) }
      },
      verify: { 'RP-ERROR': recovers },
    })
  }
}
