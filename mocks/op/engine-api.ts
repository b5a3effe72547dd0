/**
 * oidc-provider as the engine: sessions, interactions, grants, codes and tokens. A dialect decides on every request
 * first and hands the engine only requests in canonical form (`response_mode=fragment`, an internal client secret,
 * scopes under internal names); what the engine issues is then put into the dialect's shape.
 */
export interface Engine {
  readonly authorize: (params: Readonly<Record<string, string>>, session?: string) => Promise<EngineOutcome>
  /** Goes on after a login or a consent. */
  readonly resume: (uid: string, result: InteractionResult, session?: string) => Promise<EngineOutcome>
  readonly token: (clientId: string, form: Readonly<Record<string, string>>) => Promise<EngineAnswer>
  /** Tokens without a code or the like to redeem. */
  readonly issue: (issue: EngineIssue) => Promise<EngineAnswer>
}

export interface EngineIssue {
  readonly clientId: string
  readonly accountId: string
  readonly sessionUid: string
  /** Under the engine's names. */
  readonly scope: string
  /** A refresh token as well. */
  readonly refresh: boolean
  readonly endsWithSession: boolean
}

export interface Interaction {
  readonly uid: string
  readonly prompt: string
  readonly exp: number
  readonly accountId?: string
}

export interface InteractionResult {
  readonly login?: { readonly accountId: string; readonly acr?: string }
  readonly consent?: Record<string, never>
  readonly error?: string
  readonly error_description?: string
}

export type EngineOutcome =
  | { readonly kind: 'interaction'; readonly interaction: Interaction; readonly session?: SessionState }
  | { readonly kind: 'response'; readonly params: Readonly<Record<string, string>>; readonly session?: SessionState }
  | { readonly kind: 'problem'; readonly error: string; readonly description: string }

/** The browser session after the request. */
export interface SessionState {
  readonly id: string
  readonly uid: string
  readonly accountId?: string
  readonly loginTs?: number
}

export interface EngineAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}
