import type { Fault } from '#fixtures/schema/fault.ts'
import { changing, eachOf, faultsAt, rewriting } from './rows.ts'

const FEIDE = 'feide'
const CLAIM = 'CLAIM-FEIDE'
const OLD = 'dataporten-userid_sec'
const NEW = 'https://n.feide.no/claims/userid_sec'

/** Of what an issuer of schools tells about their people. */
export const secondaryIdFaults: readonly Fault[] = [
  ...faultsAt('userinfo.response', 'secondary-ids', {
    'old-name-lost': ['secondary identifiers without their old name', CLAIM, { remove: [OLD], variant: FEIDE }],
    'new-name-lost': ['secondary identifiers without their new name', CLAIM, { remove: [NEW], variant: FEIDE }],
    single: [
      'a secondary identifier that is no array',
      CLAIM,
      { set: { [OLD]: changing((old) => [old].flat()[0]) }, variant: FEIDE },
    ],
    'type-lost': [
      'secondary identifiers without their type',
      CLAIM,
      { set: { [OLD]: eachOf((value) => value.replace(/^[a-z]+:/, '')) }, variant: FEIDE },
    ],
    'without-scope': [
      'a Feide name that nobody asked for',
      CLAIM,
      { set: { [OLD]: (old: unknown) => old ?? ['feide:ada@nordhavn.example'] }, variant: FEIDE },
    ],
    'picture-invented': [
      'a picture of who has none',
      CLAIM,
      { set: { picture: (old: unknown) => old ?? 'https://api.dataporten.no/p:nobody' }, variant: FEIDE },
    ],
    'name-mangled': [
      'a name from the north in the wrong encoding',
      CLAIM,
      { set: { name: rewriting((old) => Buffer.from(old, 'utf8').toString('latin1')) }, variant: FEIDE },
    ],
    'name-escaped': [
      'a name that was made safe for HTML',
      CLAIM,
      { set: { name: rewriting((old) => old.replaceAll('<', '&lt;')) }, variant: FEIDE },
    ],
    'verified-text': [
      'an email_verified that no program takes for false',
      CLAIM,
      { set: { email_verified: rewriting((old) => old) }, variant: FEIDE },
    ],
    'sub-shared': ['one sub for several accounts', CLAIM, { set: { sub: 'everybody' }, variant: FEIDE }],
    'sub-by-service': [
      'a sub that is another one at every service',
      CLAIM,
      { set: { sub: () => crypto.randomUUID() }, variant: FEIDE },
    ],
  }),
  ...faultsAt('behaviour', 'secondary-ids', {
    'everything-told': [
      'userinfo that tells services what users agreed to for others',
      CLAIM,
      { behave: { userinfoScopes: 'all' }, variant: FEIDE },
    ],
    'nothing-told': ['scopes that bring nothing', CLAIM, { behave: { userinfoScopes: 'none' }, variant: FEIDE }],
  }),
]
