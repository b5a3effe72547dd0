import type { EndpointName as OidcEndpoint } from '#fixtures/schema/profile.ts'

/** Where something was seen to work; of an identity provider where it is asked for logins and for their end. */
export type EndpointName = OidcEndpoint | 'saml-sso' | 'saml-slo'

export type Fact = string | number | boolean

/** What a scenario has seen work so far, and what it learned about the target. */
export interface Ledger {
  /** This endpoint did what it is there for. */
  readonly worked: (at: EndpointName) => void
  /** The whole flow was seen to work: whatever is refused from now on is refused for a reason. */
  readonly controlled: () => void
  readonly works: (at: EndpointName) => boolean
  readonly note: (fact: string, value: Fact) => void
  readonly facts: () => Readonly<Record<string, Fact>>
}

export const createLedger = (): Ledger => {
  const seen = new Set<EndpointName>()
  const facts: Record<string, Fact> = {}
  let everything = false
  return {
    worked: (at) => {
      seen.add(at)
    },
    controlled: () => {
      everything = true
    },
    works: (at) => everything || seen.has(at),
    note: (fact, value) => {
      const before = facts[fact]
      // Of several sizes the largest matters, and the order of requests must not.
      facts[fact] = typeof before === 'number' && typeof value === 'number' ? Math.max(before, value) : value
    },
    facts: () => facts,
  }
}
