import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, changing, faultsAt } from './rows.ts'

export const introspectionFaults: readonly Fault[] = [
  ...faultsAt('introspection.response', 'introspection', {
    'always-active': [
      'an introspection that calls every token active',
      'INTRO-INACTIVE',
      { also: ['RFC7662-2.2-inactive'], set: { active: true } },
    ],
    'never-active': [
      'an introspection that calls every token inactive',
      'INTRO-CONFIDENTIAL',
      { also: ['RFC7662-2.2-active'], set: { active: false } },
    ],
    'active-text': [
      'an active that is a text',
      'RFC7662-2.2-active',
      { also: ['INTRO-CONFIDENTIAL'], set: { active: changing(String) } },
    ],
    talkative: [
      'an introspection that tells more of a token than that it is dead',
      'RFC7662-2.2-inactive',
      { also: ['INTRO-INACTIVE'], set: { reason: 'expired' } },
    ],
  }),
  ...faultsAt('behaviour', 'introspection', {
    'of-the-dead': [
      'an introspection that does not look whether the token is still alive',
      'INTRO-INACTIVE',
      { also: ['RFC7662-2.2-inactive'], skip: ['introspection.inactive'] },
    ],
    'for-everybody': blind('INTRO-PUBLIC', 'a public client that may introspect tokens', 'introspection.public-client'),
  }),
]
