import type { Fault } from '#fixtures/schema/fault.ts'
import { changing, claimsGiven, eachOf, faultsAt, rewriting } from './rows.ts'

export const userinfoFaults: readonly Fault[] = [
  ...faultsAt('userinfo.response', 'userinfo', {
    'sub-other': [
      'userinfo about somebody else',
      'USERINFO-SUB',
      { also: ['OIDCC-5.3.2-sub', 'TX-SAME-USER'], set: { sub: 'somebody-else@aai.openaire.eu' } },
    ],
    'name-missing': ['userinfo without the name', 'CLAIM-NAME', { remove: ['name', 'given_name', 'family_name'] }],
    'name-mangled': [
      'a name in the wrong encoding',
      'CLAIM-NAME',
      { set: { name: rewriting((old) => Buffer.from(old, 'utf8').toString('latin1')) } },
    ],
    'name-array': ['a name that is a list', 'OIDCC-5.1-types', { set: { name: changing((old) => [old]) } }],
    'email-missing': ['userinfo without the mail address', 'CLAIM-EMAIL', { remove: ['email'] }],
    'email-verified-text': [
      'an email_verified that is a text',
      'CLAIM-EMAIL',
      { also: ['OIDCC-5.1-types'], set: { email_verified: rewriting((old) => old) } },
    ],
    'affiliation-single': [
      'an affiliation that is no array',
      'CLAIM-AFFILIATION',
      { set: { voperson_external_affiliation: changing((old) => [old].flat()[0]) } },
    ],
    'affiliation-unscoped': [
      'an affiliation without its scope',
      'AARC-G025-scoped',
      { also: ['VOPERSON-external-affiliation'], set: { voperson_external_affiliation: changing(() => ['member']) } },
    ],
    'affiliation-uncontrolled': [
      'an affiliation in a word of its own',
      'EDUPERSON-scoped-affiliation',
      { set: { eduperson_scoped_affiliation: changing(() => ['guru@institute.example']) }, variant: 'further-claims' },
    ],
    'entitlements-fewer': [
      'fewer groups under the newer name',
      'AARC-G069-claim',
      { set: { entitlements: changing((old) => [old].flat().slice(1)) }, variant: 'further-claims' },
    ],
    'entitlement-lost': [
      'all groups but the first lost',
      'CLAIM-ENTITLEMENT',
      { set: { eduperson_entitlement: changing((old) => [old].flat().slice(1)) } },
    ],
    'entitlement-malformed': [
      'an entitlement without its authority',
      'AARC-G002-form',
      {
        also: ['AARC-G002-authority', 'CLAIM-ENTITLEMENT-SYNTAX'],
        set: { eduperson_entitlement: eachOf((value) => value.replace(/#.*$/, '')) },
      },
    ],
    'role-misplaced': [
      'an entitlement with a subgroup behind the role',
      'AARC-G002-role',
      {
        also: ['CLAIM-ENTITLEMENT-SYNTAX'],
        set: { eduperson_entitlement: eachOf((value) => value.replace('#', ':role=member:subgroup#')) },
      },
    ],
    'orcid-bare': [
      'an ORCID iD that is no URI',
      'CLAIM-ORCID',
      { set: { orcid: rewriting((old) => old.replace('https://orcid.org/', '')) } },
    ],
    'orcid-mistyped': [
      'an ORCID iD with a wrong check digit',
      'ISO7064-mod-11-2',
      { set: { orcid: rewriting((old) => old.replace(/.$/, (digit) => (digit === '1' ? '2' : '1'))) } },
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
      { set: { voperson_id: changing(() => 'other@aai.openaire.eu') } },
    ],
  }),
  ...faultsAt('behaviour', 'userinfo', {
    'scopes-ignored': [
      'userinfo that tells everything to everybody',
      'USERINFO-SCOPES',
      { behave: { userinfoScopes: 'all' } },
    ],
    'scope-claims-missing': ['a scope that brings no claims', 'OIDCC-5.4', { behave: { userinfoScopes: 'none' } }],
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
      { also: ['RFC6750-2.1'], on: 'userinfo', answer: { status: 500, body: '' } },
    ],
    'no-challenge': [
      'a refusal without a WWW-Authenticate header',
      'RFC6750-3-challenge',
      { also: ['OIDCC-5.3.3'], on: 'userinfo', remove: ['WWW-Authenticate'] },
    ],
    'closed-to-scripts': [
      'userinfo that scripts may not read',
      'OIDCC-5.3-cors',
      { on: 'userinfo', remove: ['Access-Control-Allow-Origin'] },
    ],
  }),
  ...faultsAt('refusal', 'userinfo', {
    'token-unverified': [
      'userinfo for any token',
      'USERINFO-INVALID',
      {
        also: ['RFC6750-3.1-invalid_token'],
        of: ['userinfo.token-invalid', 'userinfo.token-missing'],
        answer: claimsGiven,
      },
    ],
    'scope-error-other': [
      'another error than insufficient_scope for a token that lacks openid',
      'RFC6750-3.1-insufficient_scope',
      { also: ['USERINFO-SCOPES'], of: ['userinfo.scope-missing'], set: { error: 'invalid_token' } },
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
