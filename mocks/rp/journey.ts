import { createHash } from 'node:crypto'
import type { Metadata } from './issuer.ts'
import type { Means } from './login.ts'
import type { Eyes } from './looks.ts'
import type { RelyingPartyOptions } from './options.ts'
import { type Journey, unguessable } from './sessions.ts'

/** Words of a program that draws nothing by chance. */
const CONSTANT = 'always-the-same-and-long-enough-to-be-a-verifier'

const stateOf = (eyes: Eyes, now: number): string => {
  if (eyes.has('constant-state')) return 'state'
  if (eyes.has('clocked-state')) return String(now)
  return eyes.has('short-state') ? unguessable().slice(0, 8) : unguessable()
}

const nonceOf = (eyes: Eyes, state: string): string | undefined => {
  if (eyes.has('no-nonce')) return undefined
  if (eyes.has('state-as-nonce')) return state
  return eyes.has('constant-nonce') ? 'nonce' : unguessable()
}

const verifierOf = (eyes: Eyes): string | undefined => {
  if (eyes.has('no-pkce')) return undefined
  if (eyes.has('constant-verifier')) return CONSTANT
  return eyes.has('short-verifier') ? unguessable().slice(0, 20) : unguessable() + unguessable()
}

const newJourney = (eyes: Eyes, now: number): Journey => {
  const state = stateOf(eyes, now)
  return { state, nonce: nonceOf(eyes, state), verifier: verifierOf(eyes) }
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

const pkceOf = ({ verifier }: Journey, eyes: Eyes): Readonly<Record<string, string>> => {
  if (verifier === undefined) return {}
  if (eyes.has('plain-pkce')) return { code_challenge: verifier, code_challenge_method: 'plain' }
  return { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }
}

const scopeOf = ({ scope = 'openid profile email' }: RelyingPartyOptions, eyes: Eyes): string => {
  if (eyes.has('no-openid')) return scope.replace('openid ', '')
  return eyes.has('openid-twice') ? `openid ${scope}` : scope
}

/** Where the browser is sent, and what it takes along (RFC 6749 section 4.1.1, RFC 7636 section 4.3). */
export const setOut = (
  { options, redirectUri, eyes, now }: Pick<Means, 'options' | 'redirectUri' | 'eyes' | 'now'>,
  metadata: Metadata,
): { readonly journey: Journey; readonly url: string } => {
  const journey = newJourney(eyes, now())
  const url = new URL(metadata.authorization_endpoint)
  const params = {
    ...{ response_type: 'code', client_id: options.clientId, redirect_uri: redirectUri, state: journey.state },
    scope: scopeOf(options, eyes),
    ...(journey.nonce === undefined ? {} : { nonce: journey.nonce }),
    ...pkceOf(journey, eyes),
  }
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  if (eyes.has('nonce-twice')) url.searchParams.append('nonce', unguessable())
  return { journey, url: url.href }
}
