import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, changing, faultsAt, type Rows } from './rows.ts'

/** Only beside the issuer from which its clients were moved. */
const moved = (rows: Rows): Rows =>
  Object.fromEntries(
    Object.entries(rows).map(([name, [title, breaks, row]]) => [
      name,
      [title, breaks, { variant: 'migrated', ...row }],
    ]),
  )

const JSON_TYPE = { 'Content-Type': 'application/json' }

const lost = (title: string, breaks: string, variant: string, ...also: string[]) =>
  [title, breaks, { variant, ...(also.length === 0 ? {} : { also }) }] as const

export const migrationFaults: readonly Fault[] = [
  ...faultsAt('answer', 'migration', {
    'old-documents-published': [
      'an old issuer that still publishes what it is',
      'MIG-LEGACY-GONE',
      { on: 'other', method: 'GET', answer: { status: 200, headers: JSON_TYPE, body: '{"keys":[]}' } },
    ],
    'old-login-shown': [
      'an old issuer that still signs users in',
      'MIG-LEGACY-GONE',
      { on: 'other', method: 'GET', answer: { status: 302, headers: { Location: '/oidc/login' } } },
    ],
    'old-endpoints-refuse': [
      'an old issuer that still refuses what it should not even see',
      'MIG-LEGACY-GONE',
      { on: 'other', method: 'POST', answer: { status: 401, headers: JSON_TYPE, body: '{"error":"unauthorized"}' } },
    ],
  }),
  ...faultsAt('behaviour', 'migration', {
    'one-store-after': lost(
      'an issuer that takes what the one before it gave',
      'CODE-OTHER-OP',
      'migrated-in-one',
      'USERINFO-INVALID',
      'REFRESH-BOUND',
      'INTRO-INACTIVE',
      'LOGOUT-FOREIGN-HINT',
    ),
    'one-store-before': lost(
      'an issuer that takes what the one after it gave',
      'CODE-OTHER-OP',
      'before-migration-in-one',
      'USERINFO-INVALID',
      'REFRESH-BOUND',
      'INTRO-INACTIVE',
    ),
    'clients-lost': lost('an issuer to which no client was moved', 'MIG-CLIENT-KEPT', 'clients-lost'),
    'secrets-changed': lost('an issuer that gave every client a new secret', 'MIG-CLIENT-KEPT', 'secrets-changed'),
    'redirect-uris-lost': lost(
      'an issuer that took over one redirect URI of each client',
      'MIG-CLIENT-KEPT',
      'redirect-uris-lost',
    ),
    'scopes-lost': lost('an issuer that forgot a scope', 'MIG-CLIENT-KEPT', 'scopes-lost'),
    'subjects-new': lost('an issuer that gave every user a new identifier', 'CLAIM-SUB', 'subjects-new'),
    ...moved({
      'pkce-optional': blind(
        'PKCE-CHALLENGE-MISSING',
        'an issuer that lets a client off PKCE as the one before it did',
        'pkce.method-missing',
        'pkce.challenge-missing',
      ),
      'logout-uris-lost': [
        'an issuer that took over no address for the end of a logout',
        'MIG-CLIENT-KEPT',
        { also: ['LOGOUT-REDIRECT'], sees: ['logout.redirect-uri-invalid'] },
      ],
      'logout-redirect-followed': [
        'an issuer that follows redirect as the one before it did',
        'LOGOUT-LEGACY-PARAM',
        { behave: { logoutRedirect: 'followed' } },
      ],
      'unsigned-refresh-tokens-taken': [
        'an issuer that takes refresh tokens without a signature, as the one before it gave them',
        'REFRESH-BOUND',
        { behave: { refreshSignature: 'ignored' } },
      ],
    }),
  }),
  ...faultsAt('refusal', 'diagnose', {
    unworded: [
      'refusals that do not say why',
      'MIG-DIAGNOSE',
      {
        of: ['pkce.method-missing', 'pkce.challenge-missing', 'pkce.verifier-missing', 'code.unknown'],
        set: { error_description: 'Request rejected' },
      },
    ],
    'page-unworded': [
      'a page that does not say why',
      'MIG-DIAGNOSE',
      { of: ['authorization.redirect-uri-invalid'], answer: { body: '<h1>Something went wrong</h1>' } },
    ],
    'token-unworded': [
      'a userinfo endpoint that does not say why',
      'MIG-DIAGNOSE',
      { of: ['userinfo.token-invalid'], answer: { status: 403, headers: { 'WWW-Authenticate': 'None' } } },
    ],
  }),
  ...faultsAt(
    'userinfo.response',
    'migration',
    moved({
      'name-withheld': ['userinfo that lost the name', 'CLAIM-NAME', { remove: ['name'] }],
      'email-withheld': ['userinfo that lost the address', 'CLAIM-EMAIL', { remove: ['email'] }],
      'affiliation-single': [
        'userinfo with one affiliation where there was a list',
        'CLAIM-AFFILIATION',
        { set: { voperson_external_affiliation: changing((old: readonly string[]) => old[0]) } },
      ],
      'entitlement-in-one': [
        'userinfo with all groups in one text',
        'CLAIM-ENTITLEMENT',
        { set: { eduperson_entitlement: changing((old: readonly string[]) => old.join(' ')) } },
      ],
    }),
  ),
  ...faultsAt(
    'introspection.response',
    'migration',
    moved({
      'machine-nameless': [
        'introspection that does not name the machine',
        'CC-CLIENT-ID-CLAIM',
        { remove: ['client_id'] },
      ],
    }),
  ),
  ...faultsAt('introspection.response', 'migration', {
    'old-introspection-agrees': [
      'an old issuer that calls every token active',
      'INTRO-INACTIVE',
      { set: { active: true }, variant: 'before-migration' },
    ],
  }),
]
