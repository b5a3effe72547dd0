import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt, rewriting, tokensGiven } from './rows.ts'

export const deviceFaults: readonly Fault[] = [
  ...faultsAt('device.response', 'device', {
    'user-code-missing': [
      'a device response without a user code',
      'RFC8628-3.2',
      { also: ['DEV-REQUEST'], remove: ['user_code'] },
    ],
    'expires-in-other': ['a device code of another lifetime than promised', 'DEV-REQUEST', { set: { expires_in: 60 } }],
    'user-code-long': [
      'a user code that is tiresome to type',
      'DEV-USER-CODE',
      { set: { user_code: rewriting((old) => `${old}-${old}-0001`) } },
    ],
    'address-incomplete': [
      'a complete address that lacks half of the code',
      'DEV-HAPPY',
      { set: { verification_uri_complete: rewriting((old) => old.slice(0, -4)) } },
    ],
  }),
  ...faultsAt('behaviour', 'device', {
    'user-code-exact': [
      'a provider that takes a user code only as it was shown',
      'DEV-USER-CODE',
      { behave: { userCode: 'exact' } },
    ],
    'grant-refused': [
      'a provider that serves no device codes though it gives them',
      'DEV-HAPPY',
      {
        also: ['DEV-PKCE', 'DEV-BOUND'],
        behave: { grantsRefused: ['urn:ietf:params:oauth:grant-type:device_code'] },
      },
    ],
    'works-twice': blind('DEV-BOUND', 'a device code that works again and again', 'device.code-spent'),
    'any-client': blind('DEV-BOUND', 'a device code that every client may redeem', 'device.other-client'),
    'never-slows-down': [
      'a provider that lets devices ask as often as they like',
      'DEV-PENDING',
      { also: ['RFC8628-3.5'], skip: ['device.slow-down'] },
    ],
    'never-expires': [
      'a device code without an end',
      'DEV-PENDING',
      { also: ['RFC8628-3.5'], skip: ['device.expired'] },
    ],
    'refusal-untold': [
      'a provider that does not tell the device of a refusal',
      'DEV-PENDING',
      { also: ['RFC8628-3.5'], skip: ['device.denied'] },
    ],
  }),
  ...faultsAt('refusal', 'device', {
    impatient: [
      'tokens for a device whose user has not acted',
      'DEV-PENDING',
      { also: ['RFC8628-3.5'], of: ['device.pending'], answer: tokensGiven },
    ],
    'made-up-accepted': [
      'a provider that takes any device code',
      'DEV-BOUND',
      { of: ['device.code-unknown'], answer: tokensGiven },
    ],
  }),
]
