import type { Reply } from '#mocks/wire/message.ts'
import type { EngineOutcome } from '../engine-api.ts'
import type { Issuer } from '../issuer.ts'
import { UNCACHED } from './pages.ts'
import type { LoginContext, PendingLogins } from './pending.ts'
import { deliverError, destinationOf } from './respond.ts'
import { show, succeed } from './steps.ts'

/** What the engine says to a validated request, brought to the browser. */
export const proceed = async (
  issuer: Issuer,
  logins: PendingLogins,
  outcome: EngineOutcome,
  context: LoginContext,
): Promise<Reply> => {
  const { request } = context
  switch (outcome.kind) {
    case 'interaction':
      return show(issuer, logins, { ...context, interaction: outcome.interaction, session: outcome.session })
    case 'problem':
      throw new Error(`the engine refused what the dialect let through: ${outcome.error} ${outcome.description}`)
    case 'response': {
      const { error } = outcome.params
      if (error === undefined) return succeed(issuer, logins, context, outcome.params, outcome.session)
      const condition =
        error === 'login_required' ? 'authorization.login-required' : 'authorization.interaction-required'
      return deliverError(issuer, destinationOf(request), { condition }, [UNCACHED])
    }
  }
}
