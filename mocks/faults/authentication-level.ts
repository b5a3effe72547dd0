import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt } from './rows.ts'

const FEIDE = 'feide'
const ACR = 'FEIDE-ACR'

/** Of levels that were asked for and not reached, or reached and not told. */
export const authenticationLevelFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'acr', {
    ignored: ['a provider that does not look at acr_values', ACR, { behave: { acr: 'ignored' }, variant: FEIDE }],
    claimed: [
      'a level that is claimed as soon as it is asked for',
      ACR,
      { behave: { acr: 'claimed' }, variant: FEIDE },
    ],
    'unmet-forgiven': [
      'a login below the level that was asked for',
      ACR,
      { skip: ['authorization.level-unmet'], variant: FEIDE },
    ],
  }),
  ...faultsAt('id-token', 'acr', {
    untold: ['a level that was reached and is not told', ACR, { remove: ['acr'], variant: FEIDE }],
    'always-high': [
      'an ID token that states a high level whatever was reached',
      ACR,
      { set: { acr: 'urn:mace:feide.no:auth:level:fad08:3' }, variant: FEIDE },
    ],
    'never-the-same': [
      'a level in words of its own',
      ACR,
      { set: { acr: (old: unknown) => (old === undefined ? undefined : 'high') }, variant: FEIDE },
    ],
  }),
]
