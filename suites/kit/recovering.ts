import { type Attack, MARKUP } from '#mocks/faults/index.ts'
import type { Attempt, SignIn } from './contract-service.ts'
import type { Judge } from './definition.ts'
import { idOf, titleOf } from './refusing.ts'
import { scenario } from './scenario.ts'
import { HeldBack } from './signals.ts'
import { stackTraceIn } from './stack-trace.ts'

interface Evidence {
  readonly attempt: Attempt
  /** Nobody tries again who is signed in. */
  readonly again?: SignIn
}

const USER = 'many-groups'

/** The page after a login that failed is for users, not for those who made the service. */
export const saysNoMore: Judge<{ readonly attempt: Attempt }> = ({ attempt, expect }) => {
  const { text = '' } = attempt.login.answer ?? {}
  expect(stackTraceIn(text), 'a stack trace in the page').toBeUndefined()
  expect(text.includes(MARKUP), 'markup in the page that came with the error').toBe(false)
}

const recovers: Judge<Evidence> = (evidence) => {
  const { attempt, again, expect } = evidence
  expect(attempt).toKeepOut()
  saysNoMore(evidence)
  if (!again) return
  if (again.trouble !== undefined)
    throw new HeldBack('skip', `The next try in this browser did not end: ${again.trouble}.`)
  expect(again.user, 'the user of the next try in this browser').toBe(again.expected)
}

/** For each attack that is a failure of the issuer: nobody is signed in, the page says no more than it has to, and the next try works. */
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
