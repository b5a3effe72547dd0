import type { Engine, EngineOutcome } from '../engine-api.ts'
import { type Issuer, personByUsername } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** Whom a faulty provider signs in without being shown a password; nobody, unless a fault is armed. */
const impostor = (issuer: Issuer, request: AuthorizationRequest): string | undefined => {
  const { clientId } = request.client
  const { faults } = issuer
  if (faults.behaviour('loginHint', clientId) === 'proof' && request.loginHint !== undefined) {
    return personByUsername(issuer, request.loginHint)?.subject
  }
  const silently = faults.behaviour('promptNone', clientId) === 'signs-in' && request.prompt.includes('none')
  return silently ? issuer.people.keys().next().value : undefined
}

/** The engine's outcome of an authorization request, or that of an impostor's login. */
export const orImpostor = async (
  issuer: Issuer,
  engine: Engine,
  request: AuthorizationRequest,
  params: Readonly<Record<string, string>>,
  session: string | undefined,
): Promise<EngineOutcome> => {
  const accountId = session === undefined ? impostor(issuer, request) : undefined
  if (accountId === undefined) return engine.authorize(params, session)
  const { prompt: _, ...askable } = params
  const outcome = await engine.authorize(askable)
  return outcome.kind === 'interaction'
    ? engine.resume(outcome.interaction.uid, { login: { accountId, acr: '1' } })
    : outcome
}
