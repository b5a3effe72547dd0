import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Client } from '#fixtures/schema/client.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { Login } from '../login.ts'
import { isAsking, type Step } from '../step.ts'

/** What of a login rules look at. */
export type Judged = Pick<Login, 'number' | 'steps' | 'asking' | 'drawn' | 'fault' | 'redact'>

/** All that a rule may look at. */
export interface Scene {
  readonly login: Judged
  /** Earlier logins of the same client, the oldest first. */
  readonly earlier: readonly Judged[]
  /** The registration, where there is one. */
  readonly client?: Client
  readonly isClient: (clientId: string) => boolean
  readonly profile: Profile
}

/** There is nothing here that could be right or wrong. */
export const nothing: unique symbol = Symbol('nothing')

/** What is wrong, as a sentence; undefined where it is right; `aside` is worth knowing, and neither. */
export type Opinion = string | undefined | typeof nothing | { readonly aside: string }

/** One thing that is right or wrong in a request. */
export interface Rule {
  readonly id: string
  readonly cites: RequirementId
  /** Names of endpoints; `asking` is the request by which a login begins, `any` every request. */
  readonly at: readonly string[]
  /** Where it is less than what the requirement says as a whole. */
  readonly level?: 'SHOULD'
  /** Said where nothing is wrong. */
  readonly right: string
  readonly look: (step: Step, scene: Scene) => Opinion
}

export const concerns = ({ at }: Rule, step: Step): boolean =>
  at.some((name) => name === 'any' || (name === 'asking' ? isAsking(step) : name === step.endpoint))

/** Where an address leads, without what it carries: that may be a secret. */
export const bare = (url: string): string => {
  if (!URL.canParse(url)) return `“${url.slice(0, 100)}”`
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`.slice(0, 200)
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** http, and not to the machine of the user itself (RFC 8252 section 7.3). */
export const isOpenHttp = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !LOOPBACK.test(hostname) && !hostname.endsWith('.localhost')
}
