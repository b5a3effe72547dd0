import { asking } from './asking.ts'
import { bearer } from './bearer.ts'
import { clientAuth } from './client-auth.ts'
import { everywhere, refusals } from './everywhere.ts'
import { freshness } from './freshness.ts'
import { logout } from './logout.ts'
import { pkce } from './pkce.ts'
import type { Rule } from './rule.ts'
import { saml } from './saml.ts'
import { token } from './token.ts'

export type { Rule, Scene } from './rule.ts'

/** In the order in which they are told. */
export const rules: readonly Rule[] = [
  ...asking,
  ...freshness,
  ...pkce,
  ...token,
  ...clientAuth,
  ...bearer,
  ...logout,
  ...saml,
  ...everywhere,
  ...refusals,
]
