import { type Attack, attacksAt, type Rows } from './attack.ts'

interface Attribute {
  readonly name: string
  readonly friendlyName?: string
  readonly values: readonly string[]
}

const each = (change: (old: Attribute) => Attribute | readonly Attribute[]) => ({
  set: { attributes: (old: readonly Attribute[]) => old.flatMap(change) },
})

const MAIL = 'urn:oid:0.9.2342.19200300.100.1.3'

/** Nothing is wrong with these: users have to be signed in as themselves. */
const legal: Rows = {
  'second-address': [
    'a user with two mail addresses',
    each((old) => (old.name === MAIL ? { ...old, values: [...old.values, 'second@addresses.example'] } : old)),
  ],
  unknown: [
    'a user of whom something is told that nobody asked for',
    { set: { attributes: (old: readonly Attribute[]) => [{ name: 'urn:oid:1.1.1', values: ['x'] }, ...old] } },
  ],
  unfriendly: ['attributes without friendly names', each(({ friendlyName: _, ...rest }) => rest)],
  'friendly-lies': [
    'attributes whose friendly names are those of others',
    each((old) => ({ ...old, friendlyName: old.name === MAIL ? 'eduPersonUniqueId' : 'mail' })),
  ],
  'without-value': [
    'a user with an attribute that has no value',
    { set: { attributes: (old: readonly Attribute[]) => [...old, { name: 'urn:oid:2.5.4.10', values: [] }] } },
  ],
}

/** The guide prints eduPersonUniqueId like that; no standard has attributes by such names. */
const bare: Rows = {
  'bare-oids': [
    'attributes by OIDs without urn:oid: before them',
    each((old) => ({ ...old, name: old.name.replace(/^urn:oid:/, '') })),
  ],
}

const REQUIREMENT = 'SAML-SP-ATTRIBUTES'

export const attributeVariations: readonly Attack[] = attacksAt('saml.assertion', 'saml-attributes', REQUIREMENT, legal)

/** How attributes come. */
export const attributeAttacks: readonly Attack[] = attacksAt('saml.assertion', 'saml-attributes', REQUIREMENT, bare, {
  oneself: 'fine',
})
