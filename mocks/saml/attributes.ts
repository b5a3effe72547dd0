import oids from '#fixtures/saml-attributes.json' with { type: 'json' }
import type { Attribute } from './messages.ts'
import { attributeNameFormats } from './names.ts'

/** Attributes by the names that people use for them. */
export type AttributeName = keyof typeof oids

export const attributeNames = Object.keys(oids) as readonly AttributeName[]

export const isAttributeName = (name: string): name is AttributeName => Object.hasOwn(oids, name)

/** Its name on the wire: `urn:oid:…`. */
export const oidOf = (name: AttributeName): string => oids[name]

/** What people call an attribute of this name on the wire; undefined for one that is not in the table. */
export const nameOfOid = (oid: string): AttributeName | undefined => attributeNames.find((name) => oids[name] === oid)

export const attributeOfName = (name: AttributeName, values: readonly string[]): Attribute => ({
  name: oidOf(name),
  nameFormat: attributeNameFormats.uri,
  friendlyName: name,
  values,
})
