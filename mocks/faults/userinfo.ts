import type { Fault } from '#fixtures/schema/fault.ts'
import { claimsGiven, faultsAt } from './rows.ts'

export const userinfoFaults: readonly Fault[] = [
  ...faultsAt('userinfo.response', 'userinfo', {
    'sub-other': ['userinfo about somebody else', 'USERINFO-SUB', { set: { sub: 'somebody-else@aai.openaire.eu' } }],
    'name-missing': ['userinfo without the name', 'CLAIM-NAME', { remove: ['name', 'given_name', 'family_name'] }],
    'name-mangled': [
      'a name in the wrong encoding',
      'CLAIM-NAME',
      {
        set: {
          name: (old: unknown) => (old === undefined ? undefined : Buffer.from(String(old), 'utf8').toString('latin1')),
        },
      },
    ],
    'name-array': [
      'a name that is a list',
      'OIDCC-5.1-types',
      {
        set: {
          name: (old: unknown) => (old === undefined ? undefined : [old]),
          email_verified: (old: unknown) => (old === undefined ? undefined : String(old)),
        },
      },
    ],
    'email-missing': ['userinfo without the mail address', 'CLAIM-EMAIL', { remove: ['email'] }],
    'email-verified-text': [
      'an email_verified that is a text',
      'CLAIM-EMAIL',
      { set: { email_verified: (old: unknown) => (old === undefined ? undefined : String(old)) } },
    ],
    'affiliation-single': [
      'an affiliation that is no array',
      'CLAIM-AFFILIATION',
      { set: { voperson_external_affiliation: (old: unknown) => (Array.isArray(old) ? old[0] : old) } },
    ],
    'affiliation-unscoped': [
      'an affiliation without its scope',
      'AARC-G025-scoped',
      { set: { voperson_external_affiliation: (old: unknown) => (old === undefined ? undefined : ['member']) } },
    ],
    'entitlement-lost': [
      'all groups but the first lost',
      'CLAIM-ENTITLEMENT',
      { set: { eduperson_entitlement: (old: unknown) => (Array.isArray(old) ? old.slice(1) : old) } },
    ],
    'entitlement-malformed': [
      'an entitlement without its authority',
      'AARC-G002-form',
      {
        set: {
          eduperson_entitlement: (old: unknown) =>
            Array.isArray(old) ? old.map((value) => String(value).replace(/#.*$/, '')) : old,
        },
      },
    ],
    'orcid-bare': [
      'an ORCID iD that is no URI',
      'CLAIM-ORCID',
      {
        set: {
          orcid: (old: unknown) => (old === undefined ? undefined : String(old).replace('https://orcid.org/', '')),
        },
      },
    ],
    'orcid-mistyped': [
      'an ORCID iD with a wrong check digit',
      'ISO7064-mod-11-2',
      { set: { orcid: (old: unknown) => (old === undefined ? undefined : String(old).replace(/.$/, '1')) } },
    ],
    'empty-claims': ['claims without a value', 'OIDCC-5.3.2-absent', { set: { orcid: (old: unknown) => old ?? '' } }],
    'more-than-asked': [
      'claims that nobody asked for',
      'USERINFO-SCOPES',
      { set: { email: (old: unknown) => old ?? 'ada@university.example' } },
    ],
    'voperson-id-other': [
      'a voperson_id that is not the sub',
      'CLAIM-SUB',
      { set: { voperson_id: (old: unknown) => (old === undefined ? undefined : 'other@aai.openaire.eu') } },
    ],
  }),
  ...faultsAt('behaviour', 'userinfo', {
    'scopes-ignored': [
      'userinfo that tells everything to everybody',
      'USERINFO-SCOPES',
      { behave: { userinfoScopes: 'all' } },
    ],
    'scope-claims-missing': ['a scope that brings no claims', 'OIDCC-5.4', { behave: { userinfoScopes: 'none' } }],
    'without-openid': [
      'userinfo for tokens without openid',
      'USERINFO-SCOPES',
      { skip: ['userinfo.scope-missing'], behave: { userinfoScopes: 'all' } },
    ],
  }),
  ...faultsAt('answer', 'userinfo', {
    'not-json': [
      'userinfo that is called text',
      'OIDCC-5.3.2-json',
      { on: 'userinfo', set: { 'Content-Type': 'text/plain' } },
    ],
    'no-post': [
      'a userinfo endpoint that knows no POST',
      'OIDCC-5.3-methods',
      { on: 'userinfo', method: 'POST', answer: { status: 405, body: '' } },
    ],
    'no-get': [
      'a userinfo endpoint that knows no GET',
      'OIDCC-5.3-methods',
      { on: 'userinfo', method: 'GET', answer: { status: 405, body: '' } },
    ],
    broken: [
      'a userinfo endpoint that breaks down',
      'USERINFO-HEADER',
      { on: 'userinfo', answer: { status: 500, body: '' } },
    ],
    'no-challenge': [
      'a refusal without a WWW-Authenticate header',
      'RFC6750-3-challenge',
      { on: 'userinfo', remove: ['WWW-Authenticate'] },
    ],
  }),
  ...faultsAt('refusal', 'userinfo', {
    'token-unverified': [
      'userinfo for any token',
      'USERINFO-INVALID',
      { of: ['userinfo.token-invalid', 'userinfo.token-missing'], answer: claimsGiven },
    ],
    'token-unverified-status': [
      'userinfo that does not refuse',
      'RFC6750-3.1-invalid_token',
      { of: ['userinfo.token-invalid'], answer: claimsGiven },
    ],
    'code-without-token': [
      'an error code though no token was sent',
      'RFC6750-3-no-code',
      { of: ['userinfo.token-missing'], set: { error: 'invalid_token' } },
    ],
    'two-ways-accepted': [
      'userinfo for a token sent twice',
      'RFC6750-3.1-invalid_request',
      { of: ['userinfo.two-methods'], answer: claimsGiven },
    ],
  }),
]
