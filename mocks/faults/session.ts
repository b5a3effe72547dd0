import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, rewriting } from './rows.ts'

export const sessionFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'session', {
    none: [
      'a provider that knows nobody again',
      'CODE-SSO',
      {
        also: ['CODE-PROMPT-NONE', 'OIDCC-3.1.2.1-max_age', 'SAML-SSO', 'SAMLCORE-3.4.1-passive'],
        behave: { ignoreSession: true },
      },
    ],
    'silent-always': [
      'a provider that signs somebody in without a session',
      'CODE-PROMPT-NONE',
      { behave: { promptNone: 'signs-in' } },
    ],
    'none-with-login': [
      'a provider that takes prompt=none together with login',
      'OIDCC-3.1.2.1-prompt-none-alone',
      { behave: { prompts: 'last' } },
    ],
    'login-ignored': [
      'a provider that ignores prompt=login',
      'OIDCC-3.1.2.1-prompt-login',
      { behave: { ignoresPrompt: 'login' } },
    ],
    'max-age-ignored': [
      'a provider that ignores max_age',
      'OIDCC-3.1.2.1-max_age',
      { behave: { ignoresPrompt: 'max_age' } },
    ],
    'consent-ignored': [
      'a provider that ignores prompt=consent',
      'OIDCC-3.1.2.1-prompt-consent',
      { behave: { ignoresPrompt: 'consent' } },
    ],
    'consent-forced': [
      'a provider that takes no for yes',
      'CODE-CONSENT-DENIED',
      { skip: ['authorization.consent-denied'] },
    ],
    'consent-never-asked': [
      'a provider that never asks for consent',
      'OIDCC-3.1.2.1-prompt-none',
      { behave: { consent: 'never' } },
    ],
    'hint-is-proof': [
      'a provider that signs in whomever login_hint names',
      'OIDCC-3.1.2.1-login_hint',
      { behave: { loginHint: 'proof' } },
    ],
    'hint-ignored': [
      'a provider that ignores whom an ID token hint names',
      'OIDCC-3.1.2.1-id_token_hint',
      { behave: { idTokenHint: 'ignored' }, variant: 'by-the-book' },
    ],
    'password-not-compared': [
      'a provider that takes any password',
      'OIDCC-3.1.2.1-prompt-none',
      { skip: ['login.wrong-password'] },
    ],
    endless: ['a session without an end', 'CODE-PROMPT-NONE', { behave: { sessionEnd: 'never' } }],
  }),
  ...faultsAt('answer', 'session', {
    'cookies-readable': [
      'session cookies that scripts can read',
      'RFC6265-4.1.2.6',
      { on: 'login', set: { 'Set-Cookie': rewriting((old) => old.replace(/; *HttpOnly/i, '')) } },
    ],
    'form-post-get': [
      'a form_post response that is a redirect',
      'OAUTH2-FP-2-form',
      { on: 'login', answer: { status: 200, body: '<p>done</p>' } },
    ],
  }),
  ...faultsAt('behaviour', 'environments', {
    'in-one': [
      'BETA and production as one issuer',
      'WORKFLOW-2',
      { also: ['CODE-OTHER-OP', 'USERINFO-INVALID'], variant: 'in-one' },
    ],
    'clients-of-both': [
      'an environment that knows the clients of the other',
      'WORKFLOW-2',
      { variant: 'clients-of-both' },
    ],
  }),
]
