import type { Client } from '#fixtures/schema/client.ts'

export type ResponseMode = 'query' | 'fragment' | 'form_post'

/** A request that has passed every check; kept while the user logs in. */
export interface AuthorizationRequest {
  readonly client: Client
  readonly redirectUri: string
  /** False when the request did not name it: then the token request need not either. */
  readonly redirectUriNamed?: boolean
  readonly responseTypes: ReadonlySet<string>
  readonly responseMode: ResponseMode
  /** As the client sent it. */
  readonly scope: string
  readonly state?: string
  readonly nonce?: string
  readonly prompt: readonly string[]
  readonly maxAge?: number
  readonly loginHint?: string
  /** The device code that this login is for: no client waits for an answer at the redirect URI. */
  readonly device?: string
  readonly pkce?: { readonly challenge: string; readonly method: string }
}

const KNOWN_TYPES = new Set(['code', 'id_token', 'token', 'none'])

/** Undefined when a part is unknown, or none is combined. */
export const responseTypesOf = (responseType: string): ReadonlySet<string> | undefined => {
  const parts = responseType.split(' ')
  const types = new Set(parts)
  if (parts.some((part) => !KNOWN_TYPES.has(part))) return undefined
  return types.has('none') && types.size > 1 ? undefined : types
}

export const usesFragment = (types: ReadonlySet<string>): boolean => types.has('id_token') || types.has('token')
