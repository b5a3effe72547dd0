import { attributeNameFormats, SAML } from '#mocks/saml/names.ts'
import { attributeOf, childrenOf, type XmlElement } from '#mocks/xml/document.ts'
import type { Eyes, Habit } from './looks.ts'
import type { Attributes } from './sessions.ts'

/** By their OIDs, the attributes that this service provider knows. */
const KNOWN: Readonly<Record<string, string>> = {
  '1.3.6.1.4.1.5923.1.1.1.13': 'eduPersonUniqueId',
  '1.3.6.1.4.1.25178.4.1.6': 'voPersonID',
  '0.9.2342.19200300.100.1.3': 'mail',
  '2.16.840.1.113730.3.1.241': 'displayName',
  '2.5.4.42': 'givenName',
  '2.5.4.4': 'sn',
  '1.3.6.1.4.1.25178.4.1.11': 'voPersonExternalAffiliation',
  '1.3.6.1.4.1.5923.1.1.1.7': 'eduPersonEntitlement',
  '1.3.6.1.4.1.5923.1.1.1.16': 'eduPersonOrcid',
}

/** SAML 2.0 Profiles section 8.2.2: an OID as a URN, which says of itself what it is. */
const nameOf = (attribute: XmlElement, eyes: Eyes): string | undefined => {
  const name = attributeOf(attribute, 'Name') ?? ''
  if (eyes.has('friendly-names')) return attributeOf(attribute, 'FriendlyName')
  if (!eyes.has('formats-unread') && attributeOf(attribute, 'NameFormat') !== attributeNameFormats.uri) return undefined
  const [, urn = '', oid = ''] = /^(urn:oid:)?([\d.]+)$/.exec(name) ?? []
  return urn === '' && !eyes.has('bare-oids') ? undefined : KNOWN[oid]
}

const valuesOf = (attribute: XmlElement): readonly string[] =>
  childrenOf(attribute, SAML, 'AttributeValue').map(({ text }) => text)

/** Characters of the column in which a careless service keeps names. */
const COLUMN = 100
const MOST_GROUPS = 100

const failing = (eyes: Eyes, habit: Habit, wrong: boolean, message: string): void => {
  if (wrong && eyes.has(habit)) throw new TypeError(message)
}

/** What an assertion says of its subject; attributes that nobody knows are left out. */
export const attributesIn = (assertion: XmlElement, eyes: Eyes): Attributes => {
  const attributes: Record<string, readonly string[]> = {}
  for (const statement of childrenOf(assertion, SAML, 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, SAML, 'Attribute')) {
      const name = nameOf(attribute, eyes)
      const values = valuesOf(attribute)
      failing(eyes, 'attributes-foreseen', name === undefined, 'no setter for this attribute')
      failing(eyes, 'values-needed', values.length === 0, 'values[0] is undefined')
      if (name !== undefined) attributes[name] = [...(attributes[name] ?? []), ...values]
    }
  }
  return attributes
}

/** A right service takes everybody as they are; a careless one falls over whom it did not think of. */
export const takeAttributes = (attributes: Attributes, eyes: Eyes): void => {
  const { givenName, mail = [], eduPersonEntitlement: groups, displayName: [name = ''] = [] } = attributes
  failing(eyes, 'attributes-needed', givenName === undefined, 'givenName is undefined')
  failing(eyes, 'groups-needed', groups === undefined, 'held is undefined')
  failing(eyes, 'single-values', mail.length > 1, 'value.trim is not a function')
  failing(eyes, 'lists-of-many', groups?.length === 1, 'held.map is not a function')
  failing(eyes, 'lists-short', (groups?.length ?? 0) > MOST_GROUPS, 'header too large')
  failing(eyes, 'names-in-latin', !/^[\x20-\xff]*$/.test(name), 'invalid character in header X-User')
  failing(eyes, 'names-quoted', /["']/.test(name), 'unterminated string literal')
  failing(eyes, 'columns-narrow', name.length > COLUMN, 'value too long for column "name"')
}
