import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt } from './rows.ts'

const FEIDE = 'feide'
const PLACES = ['FEIDE-HINT-REALM', 'FEIDE-HINT-USER', 'FEIDE-HINT-IDPORTEN']

/** Of hints that say where, and as whom, users of a service log in. */
export const loginHintFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'login-hint', {
    ignored: [
      'a provider that looks at no login hint',
      'FEIDE-HINT-ALL',
      { also: PLACES, behave: { feideHint: 'ignored' }, variant: FEIDE },
    ],
    'past-everything': [
      'a hint that takes the choice from users of services which require it',
      'FEIDE-HINT-INTERACTION',
      { behave: { feideHint: 'always' }, variant: FEIDE },
    ],
    'without-warning': [
      'a provider that does not say that somebody else was expected',
      'FEIDE-HINT-USER',
      { behave: { feideHint: 'silent' }, variant: FEIDE },
    ],
    'wrong-place': [
      'hints that lead to another organisation than they name',
      'FEIDE-HINT-REALM',
      { also: ['FEIDE-HINT-USER'], behave: { feideHint: 'astray' }, variant: FEIDE },
    ],
    refused: [
      'a provider that refuses every hint',
      'FEIDE-HINT-BAD',
      { also: ['FEIDE-HINT-ALL', ...PLACES], behave: { refuses: ['login_hint'] }, variant: FEIDE },
    ],
    guessed: [
      'a provider that makes something of hints which name nothing',
      'FEIDE-HINT-BAD',
      { behave: { feideHint: 'guessed' }, variant: FEIDE },
    ],
    proof: [
      'a hint that signs in the user whom it names',
      'OIDCC-3.1.2.1-login_hint',
      { also: ['FEIDE-HINT-USER'], behave: { loginHint: 'proof' }, variant: FEIDE },
    ],
    'interaction-forgotten': [
      'a provider that asks nobody again who is logged in',
      'FEIDE-HINT-INTERACTION',
      { behave: { feideHint: 'no-chooser' }, variant: FEIDE },
    ],
  }),
]
