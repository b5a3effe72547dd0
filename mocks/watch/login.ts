import { drawnFrom } from './saml-step.ts'
import { param, type Step } from './step.ts'

/**
 * What is seen together. `device`: a login by device code. `service`: a token for the service itself. `logout`: of a
 * session whose login nobody saw. `documents`: discovery and keys, of all services. `other`: everything else.
 */
export type LoginKind = 'login' | 'device' | 'service' | 'logout' | 'documents' | 'other'

/** A fault that was bound to a login. */
export interface PlayedFault {
  readonly id: string
  readonly title: string
  readonly tries: string
  /** What the user of a right service sees afterwards. */
  readonly expected: string
  /** Whether the service was sent what is faulty. */
  readonly wasBorne: () => boolean
}

/** One login and what came of it, from the authorization request to the logout. */
export interface Login {
  /** Its name at the issuer, as `FaultBinding.login` has it. */
  readonly id: string
  /** Counts from 1 since the start. */
  readonly number: number
  readonly kind: LoginKind
  readonly speaks: 'oidc' | 'saml'
  readonly client?: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly steps: readonly Step[]
  /** The one by which it began. */
  readonly asking: Step | undefined
  /** What was drawn for it, by name: `fresh`, at hand for a thousand comparisons. */
  readonly drawn: Readonly<Record<string, string>>
  /** Steps beyond the most that are kept. */
  readonly left: number
  /** Who logged in at the issuer, once that is known. */
  readonly user: string | undefined
  readonly fault?: PlayedFault
  /** Takes out of a sentence what must not leave: issuers quote codes and tokens that they do not know. */
  readonly redact: (sentence: string) => string
}

/** What has to be new in every login. */
export const fresh = ['state', 'nonce', 'code_challenge'] as const

export const drawnIn = (asking: Step): Login['drawn'] =>
  asking.saml
    ? drawnFrom(asking.saml)
    : Object.fromEntries(
        fresh.flatMap((name) => {
          const value = param(asking, name)
          return value === undefined ? [] : [[name, value]]
        }),
      )

export type Phase = 'at-provider' | 'refused' | 'sent-back' | 'signed-in' | 'asserted' | 'logged-out' | 'done'

const gave = ({ steps }: Login, name: keyof Step['answer']['gives']): boolean =>
  steps.some(({ answer }) => answer.gives[name] !== undefined)

const ENDS = ['endSession', 'saml-slo', 'saml-logout']

/** The issuer has led away, or asked before and been answered. */
const hasLeft = ({ steps }: Login): boolean => {
  const ends = steps.filter(({ endpoint }) => ENDS.includes(endpoint))
  const last = ends.at(-1)?.answer
  if (!last || last.status >= 400 || last.error !== undefined) return false
  return last.location !== undefined || ends.length > 1
}

/** How far it has come, seen from here: whether the service signed anybody in, nobody here can know. */
export const phaseOf = (login: Login): Phase => {
  if (login.kind === 'logout') return 'logged-out'
  if (login.kind === 'documents' || login.kind === 'other') return 'done'
  if (login.steps.some(({ answer }) => answer.asserts)) return hasLeft(login) ? 'logged-out' : 'asserted'
  if (gave(login, 'access_token') || gave(login, 'id_token')) return hasLeft(login) ? 'logged-out' : 'signed-in'
  const last = login.steps.at(-1)?.answer
  if (last && (last.error !== undefined || last.status >= 400)) return 'refused'
  return gave(login, 'code') ? 'sent-back' : 'at-provider'
}
