import { createHash } from 'node:crypto'
import { param, type Step } from '../step.ts'
import { nothing, type Opinion, type Rule, type Scene } from './rule.ts'

/** RFC 7636 section 4.1. */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/

const fits = (verifier: string, challenge: string, method: string | undefined): boolean =>
  method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') === challenge : verifier === challenge

const isRedeeming = (step: Step): boolean => param(step, 'grant_type') === 'authorization_code'

/** The challenge with which the code was asked for; `nothing` where nobody saw it. */
const proven = (step: Step, { login }: Scene): Opinion => {
  const asking = login.asking
  if (!isRedeeming(step) || !asking) return nothing
  const [challenge, verifier] = [param(asking, 'code_challenge'), param(step, 'code_verifier')]
  if (challenge === undefined && verifier === undefined) return nothing
  if (challenge === undefined) return 'A verifier is sent, but the code was asked for without a challenge.'
  if (verifier === undefined) return 'The verifier is missing, though the code was asked for with a challenge.'
  return fits(verifier, challenge, param(asking, 'code_challenge_method'))
    ? undefined
    : 'The verifier does not fit the challenge with which the code was asked for.'
}

export const pkce: readonly Rule[] = [
  {
    id: 'pkce.used',
    cites: 'RP-PKCE',
    at: ['asking'],
    right: 'PKCE is used.',
    look: (step) =>
      param(step, 'code_challenge') === undefined ? 'PKCE is not used: there is no code_challenge.' : undefined,
  },
  {
    id: 'pkce.s256',
    cites: 'RP-PKCE',
    at: ['asking'],
    right: 'The method of PKCE is S256.',
    look: (step) => {
      if (param(step, 'code_challenge') === undefined) return nothing
      const method = param(step, 'code_challenge_method')
      if (method === 'S256') return undefined
      return method === undefined
        ? 'code_challenge_method is missing, so that the challenge counts as plain: it is the verifier itself.'
        : `The method of PKCE is ${method.slice(0, 40)}: whoever sees the request knows the verifier.`
    },
  },
  {
    id: 'pkce.as-registered',
    cites: 'MIG-PKCE',
    at: ['asking'],
    right: 'PKCE is used as the registration demands it.',
    look: (step, { client }) => {
      if (client?.pkce === undefined) return nothing
      return param(step, 'code_challenge_method') === client.pkce
        ? undefined
        : `The registration demands PKCE with ${client.pkce}.`
    },
  },
  {
    id: 'pkce.proven',
    cites: 'RP-TOKEN-REQUEST',
    at: ['token'],
    right: 'The verifier fits the challenge.',
    look: proven,
  },
  {
    id: 'pkce.verifier',
    cites: 'RFC7636-4.1',
    at: ['token'],
    right: 'The verifier has 43 to 128 of the characters that are allowed.',
    look: (step) => {
      const verifier = param(step, 'code_verifier')
      if (verifier === undefined || !isRedeeming(step)) return nothing
      return VERIFIER.test(verifier)
        ? undefined
        : `The verifier has ${verifier.length} characters, or some that are not allowed.`
    },
  },
]
