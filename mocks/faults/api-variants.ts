import type { Variant } from './variants.ts'

/** APIs beside an issuer: the faults are theirs. */
export const apiVariants: Readonly<Record<string, Variant>> = {
  'api-asking': { title: 'an API that asks OpenAIRE about each token', api: 'openaire-beta-api' },
  'api-verifying': { title: 'an API that verifies tokens of OpenAIRE by itself', api: 'openaire-beta-jwt-api' },
  'api-behind-gatekeeper': {
    title: 'an API behind the gatekeeper of Feide',
    api: 'feide-api',
    change: (_beta, _other, _old, feide) => feide,
  },
}
