/** The words of a result. Imports nothing: every view, and the harness itself, speaks in these types. */

export const RESULT_FORMAT = 'aai-conformance-result/2'

/** From best to worst; every roll-up is the worst of its parts. */
export const verdicts = ['pass', 'not-applicable', 'skip', 'warn', 'fail', 'error'] as const
export type Verdict = (typeof verdicts)[number]

export type Level = 'MUST' | 'SHOULD' | 'MAY'

export type Role = 'op' | 'rp' | 'as' | 'client' | 'idp' | 'sp' | 'resource-server' | 'browser'

/** One normative statement, as the registry holds it and as the report shows it. */
export interface Requirement {
  readonly level: Level
  /** Who has to meet it: op, rp, idp, sp, reg, api, net, kit. */
  readonly subject: string
  /** Key into `RunResult.documents`. */
  readonly document: string
  readonly section?: string
  readonly url?: string
  readonly text: string
  /** Why a user of the service would care. */
  readonly why: string
  /** What to do when the check fails. */
  readonly remedy: string
  /** Set when no scenario checks it: the reason, from `fixtures/untested.json`. */
  readonly untested?: string
}

export interface SourceDocument {
  readonly title: string
  readonly url?: string
}

export interface Target {
  readonly id: string
  readonly title: string
  readonly plays: 'op' | 'rp' | 'idp' | 'sp' | 'resource-server' | 'registration' | 'configuration' | 'metadata'
  /** Started by us for this run, or found through a configuration. */
  readonly kind: 'embedded' | 'configured'
  readonly issuer?: string
  readonly profile?: string
  readonly dialect?: string
  /** What the run registered as, or with. */
  readonly clients?: readonly UsedClient[]
  /** Set where the configuration leads the name of the issuer to another address, or trusts an authority of its own. */
  readonly detour?: string
  /** Facts seen on the way: sizes of tokens, lifetimes, software version. */
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

/** One client that a run used; what is absent was not said. */
export interface UsedClient {
  /** Under which scenarios ask for it: `web`. */
  readonly role?: string
  readonly clientId: string
  /** Where it may be sent back to. */
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris?: readonly string[]
  readonly scopes?: readonly string[]
  /** The method that it must use. */
  readonly pkce?: string
  /** Whether it keeps a secret or a key. */
  readonly confidential?: boolean
}

export interface HttpMessage {
  /** `GET https://…` for a request, `200 OK` for a response. */
  readonly start: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string
}

/** One request with its response, redacted before it was stored. */
export interface Exchange {
  readonly from: Role
  readonly to: Role
  /** What the step is in the protocol: `authorization request`, `token request`, … */
  readonly label: string
  /** Milliseconds after the start of the scenario. */
  readonly atMs: number
  readonly durationMs: number
  readonly request: HttpMessage
  /** Absent when no answer came; `failure` then says why. */
  readonly response?: HttpMessage
  readonly failure?: string
  /** Names of the values that were replaced. */
  readonly redacted: readonly string[]
}

/** What an error of a target means to whoever meets it at a service, as `aai explain` tells it. */
export interface Explanation {
  readonly title: string
  /** At which party the cause lies: service, proxy, registration, provider, home-organisation, user. */
  readonly party: string
  readonly happened: string
  readonly why: string
  readonly remedy: readonly string[]
  /** Requirements that it belongs to, the closest first. */
  readonly requirements: readonly string[]
  readonly see?: string
}

/** One judgement, citing one requirement. */
export interface Check {
  readonly cites: string
  readonly verdict: Verdict
  /** One sentence: what was found. */
  readonly message: string
  readonly sent?: string
  readonly expected?: string
  readonly actual?: string
  /** `suites/oidc/op/pkce.suite.ts:31` */
  readonly source?: string
  /** What is known of the target that explains what was found: a habit of its software, or an entry of a baseline. */
  readonly known?: string
  /** Key of the exchange that was judged, where it was one. */
  readonly exchange?: string
  /** Keys into `RunResult.explanations` of the error that came, the most precise first; where something was found. */
  readonly explained?: readonly string[]
}

export interface ScenarioResult {
  readonly id: string
  readonly title: string
  readonly target: string
  readonly tags: readonly string[]
  readonly driver: 'http' | 'browser'
  readonly fault?: string
  readonly verdict: Verdict
  /** Compulsory for skip, not-applicable and error. */
  readonly reason?: string
  readonly checks: readonly Check[]
  /** Keys into `RunResult.explanations` of the error that kept it from being judged. */
  readonly explained?: readonly string[]
  /** Keys into `RunResult.exchanges`, in the order they happened. */
  readonly evidence: readonly string[]
  readonly durationMs: number
}

/** What one scenario at one target hands to the collector. */
export interface ScenarioRecord {
  readonly result: ScenarioResult
  readonly exchanges: Readonly<Record<string, Exchange>>
  /** Learned about the target on the way. */
  readonly facts: Target['facts']
}

export interface RunResult {
  readonly format: typeof RESULT_FORMAT
  readonly run: {
    readonly id: string
    /** ISO 8601, UTC. */
    readonly startedAt: string
    readonly durationMs: number
    readonly harness: string
    readonly node: string
    readonly seed: string
    /** What was asked for: `everything`, or the filters as given. */
    readonly selection: string
    /** False when the run was cut short; `interrupted` then says by what. */
    readonly complete: boolean
    readonly interrupted?: string
    /** Deviations that were known beforehand, and what is wrong with that list: any problem fails the run. */
    readonly baseline?: { readonly file: string; readonly known: number; readonly problems: readonly string[] }
  }
  readonly targets: readonly Target[]
  readonly documents: Readonly<Record<string, SourceDocument>>
  /** All requirements, cited in this run or not, sorted by id. */
  readonly requirements: Readonly<Record<string, Requirement>>
  /** Of the errors that came in this run. */
  readonly explanations: Readonly<Record<string, Explanation>>
  /** Sorted by id, then target. */
  readonly scenarios: readonly ScenarioResult[]
  readonly exchanges: Readonly<Record<string, Exchange>>
}

const rank = (verdict: Verdict): number => verdicts.indexOf(verdict)

/** The worst verdict; `pass` when there is none. */
export const worst = (all: Iterable<Verdict>): Verdict => {
  let result: Verdict = 'pass'
  for (const verdict of all) if (rank(verdict) > rank(result)) result = verdict
  return result
}

/** The worst verdict; what does not apply says nothing where anything else was judged. */
export const overall = (all: readonly Verdict[]): Verdict => {
  const applicable = all.filter((verdict) => verdict !== 'not-applicable')
  return worst(applicable.length > 0 ? applicable : all)
}

/** Exit code of a run: 0 conforms, 1 a target does not conform, 2 the harness failed or was stopped. */
export const exitCode = (result: RunResult): 0 | 1 | 2 => {
  const verdict = worst(result.scenarios.map((scenario) => scenario.verdict))
  if (verdict === 'error' || !result.run.complete) return 2
  return verdict === 'fail' || (result.run.baseline?.problems.length ?? 0) > 0 ? 1 : 0
}
