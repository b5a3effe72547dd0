import type { Exchange, Explanation, Level } from '../../model.ts'

/** What the live page hears from its provider, as JSON. */
export interface ShownLine {
  readonly id: string
  readonly number: number
  readonly kind: string
  readonly phase: string
  readonly client?: string
  readonly user?: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly steps: number
  readonly counts: { readonly pass: number; readonly warn: number; readonly fail: number }
  /** What is wrong or to improve in it. */
  readonly found: readonly ShownFinding[]
  readonly fault?: {
    readonly id: string
    readonly title: string
    /** What the user of a right service sees afterwards. */
    readonly expected: string
    readonly borne: boolean
  }
}

export interface ShownWaiting {
  readonly handle: string
  readonly id: string
  readonly title: string
  readonly client?: string
  readonly until: string
}

export interface ShownNews {
  readonly revision: number
  readonly run: string
  readonly first: number
  readonly logins: readonly ShownLine[]
  readonly waiting: readonly ShownWaiting[]
}

export interface ShownFinding {
  readonly rule: string
  readonly cites: string
  readonly verdict: 'pass' | 'warn' | 'fail' | 'not-applicable'
  readonly sentence: string
}

export interface ShownStep {
  readonly number: number
  /** What the answer was, in a few words. */
  readonly outcome: string
  /** The answer bears the fault of this login. */
  readonly faulty: boolean
  readonly exchange: Exchange
  /** SAML messages of it, decoded. */
  readonly saml?: readonly { readonly title: string; readonly text: string }[]
  readonly findings: readonly ShownFinding[]
  readonly explained: readonly Pick<Explanation, 'title' | 'happened' | 'why' | 'remedy'>[]
}

export interface ShownLogin {
  /** Steps that came after the most that are kept. */
  readonly left: number
  readonly steps: readonly ShownStep[]
  /** Those that are cited. */
  readonly requirements: Readonly<
    Record<
      string,
      {
        readonly level: Level
        readonly text: string
        readonly why: string
        readonly remedy: string
        readonly url?: string
      }
    >
  >
}

export interface ShownSetup {
  readonly discoveryUrl: string
  /** The identity provider, where there is one, and the entityIDs of those who are registered there. */
  readonly saml?: { readonly metadataUrl: string; readonly services: readonly string[] }
  readonly clients: readonly {
    readonly name: string
    readonly clientId: string
    readonly secret?: string
    readonly auth: string
    readonly pkce?: string
    readonly redirectUris: readonly string[]
    readonly postLogoutRedirectUris: readonly string[]
  }[]
  readonly users: readonly { readonly username: string; readonly password: string; readonly title: string }[]
  readonly faults: readonly {
    readonly requirement: string
    readonly text: string
    /** `shared`: for all logins, until it is lifted. */
    readonly rows: readonly { readonly id: string; readonly title: string; readonly shared: boolean }[]
  }[]
}
