import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt, tokensGiven } from './rows.ts'

export const codeFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'code', {
    'works-twice': [
      'a code that works again and again',
      'CODE-ONCE',
      { also: ['RFC6749-4.1.2-once'], skip: ['code.spent'] },
    ],
    'replay-forgiven': [
      'a replayed code whose first tokens live on',
      'CODE-ONCE',
      { also: ['RFC6749-4.1.2-revoke'], behave: { replay: 'forgiven' } },
    ],
    'any-client': [
      'a code that every client may redeem',
      'CODE-BOUND',
      { also: ['RFC6749-4.1.3-client'], skip: ['code.other-client'] },
    ],
    'redirect-uri-ignored': [
      'a provider that does not compare the redirect URI',
      'CODE-REDIRECT-TOKEN',
      { also: ['RFC6749-4.1.3-redirect_uri'], skip: ['code.redirect-uri-mismatch'] },
    ],
    'never-expires': blind('CODE-EXPIRES', 'a code that never expires', 'code.expired'),
    'lives-for-hours': ['a code that lives for two hours', 'RFC6749-4.1.2-lifetime', { variant: 'patient-code' }],
  }),
  ...faultsAt('refusal', 'code', {
    'made-up-accepted': [
      'a provider that gives tokens for a code it never gave',
      'RFC6749-5.2-invalid_grant',
      { of: ['code.unknown', 'code.missing', 'code.session-unknown'], answer: tokensGiven },
    ],
    'html-error': [
      'an error that is an HTML page',
      'RFC6749-5.2-json',
      { of: ['code.unknown'], answer: { headers: { 'Content-Type': 'text/html' }, body: '<h1>Error</h1>' } },
    ],
    'server-error': [
      'a server error for a code that is wrong',
      'OIDCC-3.1.3.4',
      { of: ['code.unknown'], answer: { status: 500 } },
    ],
  }),
]
