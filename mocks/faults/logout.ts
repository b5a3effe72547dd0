import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt } from './rows.ts'

export const logoutFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'logout', {
    'in-vain': [
      'a logout after which the session lives on',
      'LOGOUT-ENDS',
      {
        also: [
          'LOGOUT-HINT',
          'LOGOUT-CONFIRM',
          'LOGOUT-METHODS',
          'LOGOUT-EXPIRED-HINT',
          'OIDCRIL-2-expired',
          'SAMLCORE-3.7.3.2-ends',
        ],
        behave: { logout: 'forgets' },
      },
    ],
    'never-asks': blind('OIDCRIL-2-ask', 'a logout that asks nobody', 'logout.confirm'),
    'state-lost': [
      'a logout that brings no state back',
      'OIDCRIL-3-state',
      { also: ['LOGOUT-REDIRECT', 'SAMLBIND-3.4.3-relay-state'], behave: { logoutState: 'lost' } },
    ],
    'leads-nowhere': [
      'a logout that knows no redirect URI',
      'LOGOUT-REDIRECT',
      { also: ['LOGOUT-EXPIRED-HINT'], sees: ['logout.redirect-uri-invalid'] },
    ],
    'leads-anywhere': [
      'a logout that leads wherever it is told',
      'LOGOUT-REDIRECT-UNREGISTERED',
      { also: ['OIDCRIL-3-registered'], skip: ['logout.redirect-uri-invalid'] },
    ],
    'uri-alone-followed': blind(
      'LOGOUT-REDIRECT-ALONE',
      'a logout that leads away without knowing for whom',
      'logout.redirect-uri-alone',
      'logout.client-unknown',
    ),
    'legacy-followed': [
      'a logout that still follows the parameter redirect',
      'LOGOUT-LEGACY-PARAM',
      { behave: { logoutRedirect: 'followed' } },
    ],
    'hint-unverified': [
      'a logout that takes any token for a hint',
      'LOGOUT-FOREIGN-HINT',
      { also: ['OIDCRIL-4'], skip: ['logout.hint-invalid'] },
    ],
    'hint-of-another': [
      'a logout that takes the ID token of another client',
      'LOGOUT-FOREIGN-HINT',
      { also: ['OIDCRIL-4'], skip: ['logout.hint-other-client'] },
    ],
    'hint-expires': [
      'a logout for which ID tokens expire',
      'LOGOUT-EXPIRED-HINT',
      { also: ['OIDCRIL-2-expired'], behave: { logoutHint: 'unexpired' } },
    ],
  }),
  ...faultsAt('answer', 'logout', {
    'no-post': [
      'a logout endpoint that knows no POST',
      'LOGOUT-METHODS',
      { also: ['OIDCRIL-2-methods'], on: 'endSession', method: 'POST', answer: { status: 405, body: '' } },
    ],
    'no-get': [
      'a logout endpoint that knows no GET',
      'LOGOUT-METHODS',
      { also: ['OIDCRIL-2-methods'], on: 'endSession', method: 'GET', answer: { status: 405, body: '' } },
    ],
  }),
]
