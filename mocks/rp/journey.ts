import { createHash } from 'node:crypto'
import type { Metadata } from './issuer.ts'
import type { Eyes } from './looks.ts'
import type { RelyingPartyOptions } from './options.ts'
import { type Journey, unguessable } from './sessions.ts'

const newJourney = (eyes: Eyes): Journey => ({
  state: eyes.has('constant-state') ? 'state' : unguessable(),
  nonce: eyes.has('no-nonce') ? undefined : eyes.has('constant-nonce') ? 'nonce' : unguessable(),
  verifier: eyes.has('no-pkce') ? undefined : unguessable() + unguessable(),
})

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

const pkceOf = ({ verifier }: Journey, eyes: Eyes): Readonly<Record<string, string>> => {
  if (verifier === undefined) return {}
  if (eyes.has('plain-pkce')) return { code_challenge: verifier, code_challenge_method: 'plain' }
  return { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }
}

/** Where the browser is sent, and what it takes along (RFC 6749 section 4.1.1, RFC 7636 section 4.3). */
export const setOut = (
  { clientId, scope = 'openid profile email' }: RelyingPartyOptions,
  redirectUri: string,
  metadata: Metadata,
  eyes: Eyes,
): { readonly journey: Journey; readonly url: string } => {
  const journey = newJourney(eyes)
  const url = new URL(metadata.authorization_endpoint)
  const params = {
    ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: journey.state },
    scope: eyes.has('no-openid') ? scope.replace('openid ', '') : scope,
    ...(journey.nonce === undefined ? {} : { nonce: journey.nonce }),
    ...pkceOf(journey, eyes),
  }
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return { journey, url: url.href }
}
