import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'

/** What the consent page names of these scopes; some have nothing to show. */
export const consentTexts = (issuer: Issuer, scope: string): readonly string[] =>
  scopesOf(scope).flatMap((name) => issuer.profile.scopes[name]?.consent ?? [])
