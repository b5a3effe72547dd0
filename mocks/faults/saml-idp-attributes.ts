import type { Fault } from '#fixtures/schema/fault.ts'
import { changing, faultsAt } from './rows.ts'

interface Attribute {
  readonly name: string
  readonly nameFormat?: string
  readonly friendlyName?: string
  readonly values: readonly string[]
}

type Change = (attribute: Attribute) => Attribute | undefined

/** Of an assertion the attributes that people call so. */
const of = (name: string, change: Change) => ({
  attributes: changing((all: readonly Attribute[]) =>
    all.flatMap((each) => (each.friendlyName === name ? (change(each) ?? []) : each)),
  ),
})

const each = (change: Change) => ({
  attributes: changing((all: readonly Attribute[]) => all.flatMap((at) => change(at) ?? [])),
})

const without: Change = () => undefined

const withValues =
  (change: (value: string) => string): Change =>
  (attribute) => ({ ...attribute, values: attribute.values.map(change) })

const rescoped = withValues((value) => value.replace(/@.*$/, '@elsewhere.example'))

const ENTITLEMENT = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.7'

export const samlAttributeFaults: readonly Fault[] = faultsAt('saml.assertion', 'saml-idp-attributes', {
  'no-id': ['assertions without eduPersonUniqueId', 'SAML-ATTRIBUTES', { set: of('eduPersonUniqueId', without) }],
  'other-scope': [
    'identifiers with the scope of somebody else',
    'SAML-ATTRIBUTES',
    { set: of('eduPersonUniqueId', rescoped) },
  ],
  'same-id': [
    'one eduPersonUniqueId for everybody',
    'SAML-ATTRIBUTES',
    {
      set: of(
        'eduPersonUniqueId',
        withValues(() => '0123456789abcdef@aai.openaire.eu'),
      ),
    },
  ],
  'no-mail': ['assertions without a mail address', 'SAML-ATTRIBUTES', { set: of('mail', without) }],
  'name-in-ascii': [
    'names that are squeezed into ASCII',
    'SAML-ATTRIBUTES',
    {
      set: of(
        'displayName',
        withValues((value) => value.normalize('NFD').replaceAll(/[^a-zA-Z ]/g, '')),
      ),
    },
  ],
  'bare-names': [
    'attributes that are named as people call them',
    'SAMLPROF-8.2-names',
    { set: each((attribute) => ({ ...attribute, name: attribute.friendlyName ?? attribute.name })) },
  ],
  'format-untold': [
    'attributes that do not say how they are named',
    'SAMLPROF-8.2-names',
    { set: each(({ nameFormat: _, ...attribute }) => attribute) },
  ],
  'no-entitlements': [
    'assertions that say nothing of groups',
    'SAML-ATTRIBUTES-MORE',
    { set: of('eduPersonEntitlement', without) },
  ],
  'first-value-only': [
    'attributes of which only the first value is sent',
    'SAML-ATTRIBUTES-MORE',
    { set: each((attribute) => ({ ...attribute, values: attribute.values.slice(0, 1) })) },
  ],
  'empty-value': [
    'attributes with an empty value for what is not known',
    'SAML-ATTRIBUTES-MORE',
    {
      set: {
        attributes: changing((all: readonly Attribute[]) => [
          ...all,
          { name: ENTITLEMENT, friendlyName: 'eduPersonEntitlement', values: [''] },
        ]),
      },
    },
  ],
  'no-authority': [
    'entitlements that do not say who vouches for them',
    'AARC-G002-form',
    {
      set: of(
        'eduPersonEntitlement',
        withValues((value) => value.replace(/#.*$/, '')),
      ),
    },
  ],
  'unscoped-affiliation': [
    'affiliations that do not say where',
    'VOPERSON-external-affiliation',
    {
      set: of(
        'voPersonExternalAffiliation',
        withValues((value) => value.replace(/@.*$/, '')),
      ),
    },
  ],
  'wrong-orcid': [
    'ORCID iDs whose last character does not fit',
    'ISO7064-mod-11-2',
    {
      set: of(
        'eduPersonOrcid',
        withValues((value) => `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`),
      ),
    },
  ],
  'odd-id': [
    'identifiers with a character that does not belong there',
    'EDUPERSON-unique-id',
    {
      set: of(
        'eduPersonUniqueId',
        withValues((value) => `~${value}`),
      ),
    },
  ],
})
